using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Cli.Tables;
using VideoGen.Contract;

namespace VideoGen.Cli.ContactSheet;

/// <summary>The player that shows the clips back to back. Two video elements take turns, so that there is no gap at a cut.</summary>
internal static class SheetFilm
{
    /// <summary>Writes it, where there is a clip. A segment that is missing is a slug of its planned length, so that the film keeps its time.</summary>
    public static void Write(HtmlText page, ImmutableArray<SheetRequest> requests)
    {
        (SheetRequest Request, VideoSegment Segment)[] clips =
            [.. requests.SelectMany(r => r.Answer.VideoSegments.Where(s => SheetSegment.HasClip(r, s)).Select(s => (r, s)))];
        if (clips.Length == 0)
        {
            return;
        }

        page.Markup("<section class=\"film\" aria-label=\"Film\">\n<div class=\"stage\" id=\"stage\">\n")
            .Markup("<video id=\"film-a\" playsinline preload=\"auto\" tabindex=\"-1\"></video>\n<video id=\"film-b\" playsinline preload=\"auto\" tabindex=\"-1\"></video>\n");
        if (clips[0].Segment.AssociatedFrames.Select(f => clips[0].Request.Stills.GetValueOrDefault(f)).FirstOrDefault(s => s is not null) is { } still)
        {
            page.Markup("<img class=\"poster\" alt=\"\" src=\"").RelativeAddress(still).Markup("\">\n");
        }

        page.Markup("<p class=\"slug\" id=\"slug\"></p>\n")
            .Markup("<button type=\"button\" id=\"play\" class=\"play\" aria-label=\"Play as film\"><span class=\"glyph\" aria-hidden=\"true\"></span><span class=\"label\">Play as film</span></button>\n")
            .Markup("<p class=\"slate\" id=\"slate\" aria-live=\"polite\"></p>\n</div>\n<div class=\"reel\" role=\"group\" aria-label=\"Segments of the film\">\n");
        foreach (SheetRequest request in requests)
        {
            foreach ((VideoSegment? delivered, FailedSegment? missing) in request.InOrder())
            {
                WriteCut(page, request, delivered, missing);
            }
        }

        page.Markup("</div>\n</section>\n");
    }

    private static void WriteCut(HtmlText page, SheetRequest request, VideoSegment? delivered, FailedSegment? missing)
    {
        (string id, int scene, int shot) = delivered is not null
            ? (delivered.SegmentId, delivered.SceneNumber, delivered.ShotOrder)
            : (missing!.SegmentId, missing.SceneNumber, missing.ShotOrder);
        bool hasClip = delivered is not null && SheetSegment.HasClip(request, delivered);
        if ((delivered?.DurationSeconds ?? request.Planned(id)?.SlotSeconds) is not { } seconds)
        {
            return; // neither a clip nor a known length
        }

        string length = seconds.ToString(CultureInfo.InvariantCulture);
        page.Markup($"<button type=\"button\" class=\"cut{(hasClip ? "" : " missing")}\" style=\"flex-grow:{length}\" ");
        if (hasClip)
        {
            page.Markup("data-clip=\"");
            SheetSegment.ClipAddress(page, request, delivered!);
        }
        else
        {
            page.Markup($"data-seconds=\"{length}\" data-why=\"").Words(missing is null ? "The clip is elsewhere" : SheetSegment.StateOf(missing));
        }

        page.Markup("\" data-name=\"").Words($"Scene {scene} · Shot {shot}")
            .Markup("\" aria-label=\"").Words($"Play from {id}, scene {scene}, shot {shot}{(hasClip ? "" : ", which is missing")}")
            .Markup("\"><span class=\"cut-bar\"><span class=\"cut-done\"></span></span><span class=\"cut-name\">")
            .Words($"{scene}/{shot}").Markup("</span><span class=\"cut-time\">")
            .Words(Figures.Seconds(seconds)).Markup("</span></button>\n");
    }
}
