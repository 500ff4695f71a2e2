using System.Collections.Immutable;
using VideoGen.Cli.Tables;
using VideoGen.Contract;

namespace VideoGen.Cli.ContactSheet;

/// <summary>
/// Writes the contact sheet: one HTML page without anything from elsewhere, on which the clips of a run play side by side, with their
/// frames, prompts, lengths, decisions and cost, and as a film.
/// </summary>
internal static class SheetPage
{
    /// <summary>The page.</summary>
    public static string Write(ImmutableArray<SheetRequest> requests)
    {
        var page = new HtmlText();
        page.Markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"dark\">\n")
            .Markup($"<meta http-equiv=\"Content-Security-Policy\" content=\"{SheetAssets.Policy}\">\n")
            .Markup("<title>").Words($"Contact sheet · {Summary(requests)}").Markup("</title>\n")
            .Markup($"<style>\n{SheetAssets.Style}</style>\n</head>\n<body>\n");
        page.Markup("<main>\n<div class=\"opening\">\n");
        WriteHeader(page, requests);
        SheetFilm.Write(page, requests);
        page.Markup("</div>\n");
        for (int i = 0; i < requests.Length; i++)
        {
            WriteRequest(page, requests[i], requests.Length > 1 ? $"Batch {i + 1}" : "Segments");
        }

        page.Markup("</main>\n<footer>Made by VideoGen. ")
            .Markup("Keys: <kbd>Space</kbd> plays the film, <kbd>←</kbd> <kbd>→</kbd> step through it, <kbd>R</kbd> restarts all clips together.</footer>\n")
            .Markup($"<script>{SheetAssets.Script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void WriteHeader(HtmlText page, ImmutableArray<SheetRequest> requests)
    {
        page.Markup("<header>\n<p class=\"eyebrow\">Contact sheet</p>\n").Element("h1", Title(requests)).Markup("\n");
        page.Element("p class=\"summary\"", Summary(requests));
        if (Preview(requests) is { } preview)
        {
            page.Markup("\n<p class=\"preview\"><strong>Animatic</strong> <span>").Words(preview).Markup("</span></p>");
        }

        page.Markup("\n</header>\n");
    }

    private static void WriteRequest(HtmlText page, SheetRequest request, string heading)
    {
        page.Markup("<section class=\"request\">\n<div class=\"section-head\">").Element("h2", heading);
        if (request.Answer.VideoSegments.Length > 1)
        {
            page.Markup("<button type=\"button\" class=\"quiet\" data-restart>Restart together</button>");
        }

        page.Markup("</div>\n<ol class=\"segments\">\n");
        foreach (string id in SegmentIds(request.Answer))
        {
            if (request.Answer.VideoSegments.FirstOrDefault(s => s.SegmentId == id) is { } segment)
            {
                SheetSegment.Write(page, request, segment);
            }
            else
            {
                SheetSegment.Write(page, request, request.Answer.FailedSegments.First(s => s.SegmentId == id));
            }
        }

        page.Markup("</ol>\n");
        SheetNotes.Write(page, request);
        page.Markup("</section>\n");
    }

    private static IEnumerable<string> SegmentIds(SynthesisAnswer answer) =>
        answer.VideoSegments.Select(s => (s.SegmentId, s.SceneNumber, s.ShotOrder))
            .Concat(answer.FailedSegments.Select(s => (s.SegmentId, s.SceneNumber, s.ShotOrder)))
            .OrderBy(s => s.SceneNumber).ThenBy(s => s.ShotOrder)
            .Select(s => s.SegmentId);

    private static string Title(ImmutableArray<SheetRequest> requests)
    {
        int[] scenes =
        [
            .. requests.SelectMany(r => r.Answer.VideoSegments.Select(s => s.SceneNumber).Concat(r.Answer.FailedSegments.Select(s => s.SceneNumber)))
                .Distinct().Order(),
        ];
        return scenes switch
        {
            [] => "Nothing was rendered",
            [var only] => $"Scene {only}",
            [.. var first, var last] => $"Scenes {string.Join(", ", first)} and {last}",
        };
    }

    private static string Summary(ImmutableArray<SheetRequest> requests)
    {
        VideoSegment[] clips = [.. requests.SelectMany(r => r.Answer.VideoSegments)];
        int missing = requests.Sum(r => r.Answer.FailedSegments.Length);
        string[] parts =
        [
            Figures.Count(clips.Length, "clip"),
            $"{Figures.Seconds(clips.Sum(c => c.DurationSeconds))} runtime",
            Figures.Usd(requests.Sum(r => r.Answer.Cost.BilledUsd)),
            .. missing > 0 ? [$"{missing} not delivered"] : Array.Empty<string>(),
        ];
        return string.Join(" · ", parts);
    }

    private static string? Preview(ImmutableArray<SheetRequest> requests)
    {
        VideoSegment[] clips = [.. requests.SelectMany(r => r.Answer.VideoSegments)];
        int previews = clips.Count(s => s.ProviderMetadata.Provider == "animatic");
        return previews == 0 ? null
            : previews == clips.Length ? "Free previews, rendered on this machine. No provider was paid, and these are not the final clips."
            : $"{previews} of {clips.Length} clips are free previews, rendered on this machine; they are marked, and are not the final clips.";
    }
}
