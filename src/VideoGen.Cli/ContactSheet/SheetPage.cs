using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Cli.Tables;
using VideoGen.Contract;
using VideoGen.Jobs;

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
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"dark light\">\n")
            .Markup($"<meta http-equiv=\"Content-Security-Policy\" content=\"{SheetAssets.Policy}\">\n")
            .Markup("<title>").Words(string.Join(" · ", ["Contact sheet", .. Productions(requests), Summary(requests)])).Markup("</title>\n")
            .Markup($"<style>{SheetAssets.Style}</style>\n</head>\n<body>\n");
        page.Markup("<main>\n<div class=\"opening\">\n");
        WriteHeader(page, requests);
        SheetFilm.Write(page, requests);
        page.Markup("</div>\n");
        for (int i = 0; i < requests.Length; i++)
        {
            WriteRequest(page, requests[i], requests.Length > 1 ? $"Batch {i + 1}" : "Segments");
        }

        page.Markup("</main>\n<footer>Made by VideoGen.</footer>\n<p class=\"only-read\" role=\"status\"></p>\n")
            .Markup($"<script>{SheetAssets.Script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void WriteHeader(HtmlText page, ImmutableArray<SheetRequest> requests)
    {
        page.Markup("<header>\n<p class=\"eyebrow\">Contact sheet</p>\n").Element("h1", Title(requests)).Markup("\n");
        WriteProduction(page, requests);
        page.Element("p class=\"summary\"", Summary(requests));
        if (Preview(requests) is { } preview)
        {
            page.Markup("\n<p class=\"preview\"><strong>Animatic</strong> <span>").Words(preview).Markup("</span></p>");
        }

        page.Markup("\n</header>\n");
    }

    private static void WriteProduction(HtmlText page, ImmutableArray<SheetRequest> requests)
    {
        if (requests.Select(r => r.Record).OfType<RequestRecord>().MinBy(r => r.CreatedAt) is not { } first)
        {
            return;
        }

        page.Markup("<dl class=\"production\">");
        foreach ((string name, Func<RequestRecord, string> value) in ((string, Func<RequestRecord, string>)[])[("Project", r => r.ProjectId), ("Episode", r => r.EpisodeId)])
        {
            page.Fact(name, string.Join(", ", requests.Select(r => r.Record).OfType<RequestRecord>().Select(value).Distinct(StringComparer.Ordinal)));
        }

        string moment = first.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        page.Markup("<div><dt>Date</dt><dd><time datetime=\"").Words(moment).Markup("\">")
            .Words(first.CreatedAt.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)).Markup("</time></dd></div></dl>\n");
    }

    private static IEnumerable<string> Productions(ImmutableArray<SheetRequest> requests) =>
        requests.Select(r => r.Record).OfType<RequestRecord>().Select(r => $"{r.ProjectId} / {r.EpisodeId}").Distinct(StringComparer.Ordinal);

    private static void WriteRequest(HtmlText page, SheetRequest request, string heading)
    {
        page.Markup("<section class=\"request\">\n<div class=\"section-head\">").Element("h2", heading);
        if (request.Answer.VideoSegments.Length > 1)
        {
            page.Markup("<button type=\"button\" class=\"quiet\" data-restart>Restart together</button>");
        }

        page.Markup("</div>\n<ol class=\"segments\">\n");
        foreach ((VideoSegment? delivered, FailedSegment? missing) in request.InOrder())
        {
            if (delivered is not null)
            {
                SheetSegment.Write(page, request, delivered);
            }
            else
            {
                SheetSegment.Write(page, request, missing!);
            }
        }

        page.Markup("</ol>\n");
        SheetNotes.Write(page, request);
        page.Markup("</section>\n");
    }

    private static string Title(ImmutableArray<SheetRequest> requests)
    {
        int[] scenes =
        [
            .. requests.SelectMany(r => r.Answer.VideoSegments.Select(s => s.SceneNumber).Concat(r.Answer.FailedSegments.Select(s => s.SceneNumber)))
                .Distinct().Order(),
        ];
        List<string> runs = Runs(scenes);
        return scenes.Length switch
        {
            0 => "Nothing was rendered",
            1 => $"Scene {scenes[0]}",
            _ when runs.Count == 1 => $"Scenes {runs[0]}",
            _ => $"Scenes {string.Join(", ", runs.Take(runs.Count - 1))} and {runs[^1]}",
        };
    }

    // Three and more in a row are named by their ends: "1–12".
    private static List<string> Runs(int[] scenes)
    {
        var runs = new List<string>();
        for (int i = 0; i < scenes.Length;)
        {
            int end = i;
            while (end + 1 < scenes.Length && scenes[end + 1] == scenes[end] + 1)
            {
                end++;
            }

            runs.AddRange(end - i < 2 ? scenes[i..(end + 1)].Select(s => s.ToString(CultureInfo.InvariantCulture)) : [$"{scenes[i]}–{scenes[end]}"]);
            i = end + 1;
        }

        return runs;
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
