using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Cli.Tables;
using VideoGen.Contract;

namespace VideoGen.Cli.ContactSheet;

/// <summary>The player that shows the clips back to back. Two video elements take turns, so that there is no gap at a cut.</summary>
internal static class SheetFilm
{
    /// <summary>Writes it, where there is a clip.</summary>
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

        page.Markup("<button type=\"button\" id=\"play\" class=\"play\" aria-label=\"Play as film\"><span class=\"glyph\" aria-hidden=\"true\"></span><span class=\"label\">Play as film</span></button>\n")
            .Markup("<p class=\"slate\" id=\"slate\" aria-live=\"polite\"></p>\n</div>\n<div class=\"reel\" role=\"group\" aria-label=\"Segments of the film\">\n");
        foreach ((SheetRequest request, VideoSegment segment) in clips)
        {
            page.Markup($"<button type=\"button\" class=\"cut\" style=\"flex-grow:{segment.DurationSeconds.ToString(CultureInfo.InvariantCulture)}\" data-clip=\"");
            SheetSegment.ClipAddress(page, request, segment);
            page.Markup("\" data-name=\"").Words($"Scene {segment.SceneNumber} · Shot {segment.ShotOrder}")
                .Markup("\" aria-label=\"").Words($"Play from {segment.SegmentId}, scene {segment.SceneNumber}, shot {segment.ShotOrder}")
                .Markup("\"><span class=\"cut-bar\"><span class=\"cut-done\"></span></span><span class=\"cut-name\">")
                .Words($"{segment.SceneNumber}/{segment.ShotOrder}").Markup("</span><span class=\"cut-time\">")
                .Words(Figures.Seconds(segment.DurationSeconds)).Markup("</span></button>\n");
        }

        page.Markup("</div>\n</section>\n");
    }
}
