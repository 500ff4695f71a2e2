using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Cli.Tables;
using VideoGen.Contract;

namespace VideoGen.Cli.ContactSheet;

/// <summary>The film: a list of its clips, which the element of the page's script takes over and plays back to back.</summary>
internal static class SheetFilm
{
    /// <summary>Writes it, where there is a clip. A segment that is missing is a slug of the ordered length, so that the film keeps its time.</summary>
    public static void Write(HtmlText page, ImmutableArray<SheetRequest> requests)
    {
        VideoSegment[] clips = [.. requests.SelectMany(r => r.Answer.VideoSegments.Where(s => SheetSegment.HasClip(r, s)))];
        if (clips.Length == 0)
        {
            return;
        }

        page.Markup("<vg-player class=\"film\" label=\"Film\">\n<ol class=\"cuts\" aria-label=\"Clips of the film\">\n");
        foreach (SheetRequest request in requests)
        {
            foreach ((VideoSegment? delivered, FailedSegment? missing) in request.InOrder())
            {
                WriteCut(page, request, delivered, missing, clips[0].Fps);
            }
        }

        page.Markup("</ol>\n</vg-player>\n");
    }

    private static void WriteCut(HtmlText page, SheetRequest request, VideoSegment? delivered, FailedSegment? missing, decimal filmFps)
    {
        (string id, int scene, int shot, ImmutableArray<string> frames) = delivered is not null
            ? (delivered.SegmentId, delivered.SceneNumber, delivered.ShotOrder, delivered.AssociatedFrames)
            : (missing!.SegmentId, missing.SceneNumber, missing.ShotOrder, missing.AssociatedFrames);
        bool hasClip = delivered is not null && SheetSegment.HasClip(request, delivered);
        decimal seconds = delivered?.DurationSeconds ?? missing!.SlotSeconds;
        string name = $"Scene {scene} · Shot {shot}";
        page.Markup("<li data-id=\"").Words(id).Markup("\" data-name=\"").Words(name)
            .Markup(string.Create(CultureInfo.InvariantCulture, $"\" data-seconds=\"{seconds}\" data-fps=\"{delivered?.Fps ?? filmFps}\""));
        if (frames.Select(f => request.Stills.GetValueOrDefault(f)).FirstOrDefault(s => s is not null) is { } still)
        {
            page.Markup(" data-still=\"").RelativeAddress(still).Markup("\"");
        }

        string length = Figures.Seconds(seconds);
        if (hasClip)
        {
            page.Markup(" data-clip=\"");
            SheetSegment.ClipAddress(page, request, delivered!);
            page.Markup("\"><a href=\"");
            SheetSegment.ClipAddress(page, request, delivered!);
            page.Markup("\">").Words(name).Markup("</a> ").Words(length);
        }
        else
        {
            string why = missing is null ? "The clip is elsewhere" : SheetSegment.StateOf(missing);
            page.Markup(" data-why=\"").Words(why).Markup("\">").Words($"{name}, {length}: {why}");
        }

        page.Markup("</li>\n");
    }
}
