using System.Globalization;
using VideoGen.Cli.Tables;
using VideoGen.Contract;

namespace VideoGen.Cli.ContactSheet;

/// <summary>One segment on the sheet.</summary>
internal static class SheetSegment
{
    /// <summary>Writes a delivered one.</summary>
    public static void Write(HtmlText page, SheetRequest request, VideoSegment segment)
    {
        page.Markup("<li class=\"segment\">\n<div class=\"screen\">");
        if (HasClip(request, segment))
        {
            page.Markup("<video muted loop playsinline controls preload=\"auto\" data-side-by-side aria-label=\"").Words($"Clip of {segment.SegmentId}").Markup("\" src=\"");
            ClipAddress(page, request, segment);
            page.Markup("\"></video>");
        }
        else
        {
            page.Markup("<p class=\"absent\">The clip is at ").Words(segment.VideoUrl).Markup("</p>");
        }

        if (segment.ProviderMetadata.Provider == "animatic")
        {
            page.Markup("<span class=\"badge\">Animatic preview</span>");
        }

        page.Markup("</div>\n");
        Head(page, segment.SegmentId, segment.SceneNumber, segment.ShotOrder);
        Camera(page, request, segment.AssociatedFrames);
        Lines(page, "Notes", segment.Notes);
        Frames(page, request, segment.AssociatedFrames);
        Lengths(page, [("Storyboard", segment.StoryboardSeconds), ("Wanted", segment.WantedSeconds), ("Slot", segment.SlotSeconds), ("Delivered", segment.DurationSeconds)]);
        Words(page, request, segment.SegmentId);
        page.Markup("<dl class=\"facts\">")
            .Fact("Made by", segment.ProviderMetadata.Provider == "animatic" ? $"animatic (free preview) · {segment.ProviderMetadata.Model}" : $"{segment.ProviderMetadata.Provider} · {segment.ProviderMetadata.Model}")
            .Fact("Clip", string.Create(CultureInfo.InvariantCulture, $"{segment.Width}×{segment.Height} · {segment.Fps:0.###} fps · {segment.Codec} · {Figures.Bytes(segment.FileSize)}"))
            .Fact("Take", segment.Take.ToString(CultureInfo.InvariantCulture))
            .Fact("Cost", segment.CostUsd is { } usd ? Figures.Usd(usd) : "not known yet")
            .Fact("Job", segment.ProviderMetadata.JobId)
            .Markup("</dl>\n</li>\n");
    }

    /// <summary>Writes one that is not delivered.</summary>
    public static void Write(HtmlText page, SheetRequest request, FailedSegment segment)
    {
        bool pending = segment.IsPending;
        page.Markup($"<li class=\"segment {(pending ? "pending" : "failed")}\">\n<div class=\"screen\"><div class=\"absent\"><p class=\"state\">")
            .Words(StateOf(segment)).Markup("</p>")
            .Element("p", segment.Message)
            .Markup("<p class=\"slug-length\">").Words($"Slug of {Figures.Seconds(segment.SlotSeconds)}").Markup("</p>")
            .Markup("</div></div>\n");
        Head(page, segment.SegmentId, segment.SceneNumber, segment.ShotOrder);
        Camera(page, request, segment.AssociatedFrames);
        page.Markup("<p class=\"next\"><strong>Next step</strong> ").Element("span", segment.NextStep).Markup("</p>\n");
        Frames(page, request, segment.AssociatedFrames);
        if (request.Planned(segment.SegmentId) is { } planned)
        {
            Lengths(page, [("Storyboard", planned.StoryboardSeconds), ("Wanted", planned.WantedSeconds), ("Slot", planned.SlotSeconds)]);
        }

        Words(page, request, segment.SegmentId);
        page.Markup("<dl class=\"facts\">")
            .Fact("Made by", $"{segment.ProviderMetadata.Provider} · {segment.ProviderMetadata.Model}")
            .Fact("Billed", Tables.Words.Of(segment.Billed))
            .Fact("Job", segment.ProviderMetadata.JobId);
        if (segment.ProviderCode is { } code)
        {
            page.Fact("Provider code", code);
        }

        page.Markup("</dl>\n</li>\n");
    }

    /// <summary>What keeps a segment from the page, in a few words.</summary>
    public static string StateOf(FailedSegment segment) => segment.IsPending ? "Still being made" : Tables.Words.Of(segment.Error).Replace('_', ' ');

    /// <summary>True where the page can play the clip.</summary>
    public static bool HasClip(SheetRequest request, VideoSegment segment) =>
        request.Clips.ContainsKey(segment.SegmentId)
        || (Uri.TryCreate(segment.VideoUrl, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp));

    /// <summary>Writes the address of the clip.</summary>
    public static void ClipAddress(HtmlText page, SheetRequest request, VideoSegment segment) => _ =
        request.Clips.TryGetValue(segment.SegmentId, out string? file) ? page.RelativeAddress(file) : page.Words(segment.VideoUrl);

    private static void Head(HtmlText page, string id, int scene, int shot) =>
        page.Markup("<div class=\"segment-head\"><h3>").Words($"Scene {scene} · Shot {shot}").Markup("</h3><span class=\"id\">").Words(id).Markup("</span></div>\n");

    private static void Frames(HtmlText page, SheetRequest request, IReadOnlyList<string> frames)
    {
        page.Markup("<ul class=\"frames\">");
        foreach (string frame in frames)
        {
            page.Markup("<li>");
            if (request.Stills.TryGetValue(frame, out string? still))
            {
                page.Markup("<img loading=\"lazy\" alt=\"").Words($"Frame {frame}").Markup("\" src=\"").RelativeAddress(still).Markup("\">");
            }
            else
            {
                page.Markup("<span class=\"no-still\">no picture</span>");
            }

            page.Element("span class=\"frame-id\"", frame).Markup("</li>");
        }

        page.Markup("</ul>\n");
    }

    private static void Lengths(HtmlText page, ReadOnlySpan<(string Name, decimal? Seconds)> lengths)
    {
        decimal longest = 0.1m;
        foreach ((_, decimal? seconds) in lengths)
        {
            longest = Math.Max(longest, seconds ?? 0);
        }

        page.Markup("<dl class=\"lengths\">");
        foreach ((string name, decimal? known) in lengths)
        {
            if (known is not { } seconds)
            {
                continue;
            }

            string percent = (Math.Max(0, seconds) / longest * 100).ToString("0.#", CultureInfo.InvariantCulture);
            page.Markup($"<div><dt>{name}</dt><dd><svg class=\"length\" aria-hidden=\"true\"><rect width=\"{percent}%\" height=\"3\" rx=\"1.5\"/></svg><span class=\"seconds\">")
                .Words(Figures.Seconds(seconds)).Markup("</span></dd></div>");
        }

        page.Markup("</dl>\n");
    }

    // What was asked of the camera stands first: it is what a director looks for.
    private static void Camera(HtmlText page, SheetRequest request, IReadOnlyList<string> frames)
    {
        string[] asked = [.. frames.Where(request.CameraNotes.ContainsKey)];
        if (asked.Length == 0)
        {
            return;
        }

        page.Markup("<p class=\"camera\"><strong>Camera</strong>");
        foreach ((int i, string frame) in asked.Index())
        {
            page.Markup(i == 0 ? " " : " <span class=\"then\">then</span> ").Element("span", request.CameraNotes[frame]);
        }

        page.Markup("</p>\n");
    }

    private static void Words(HtmlText page, SheetRequest request, string segmentId)
    {
        if (request.Planned(segmentId) is not { } planned)
        {
            return;
        }

        page.Markup("<h4>Prompt</h4>").Element("p class=\"prompt\"", planned.Prompt).Markup("\n");
        Lines(page, "Decisions", planned.Decisions);
    }

    private static void Lines(HtmlText page, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        page.Markup("<h4>").Words(heading).Markup("</h4><ul class=\"lines\">");
        foreach (string line in lines)
        {
            page.Element("li", line);
        }

        page.Markup("</ul>\n");
    }
}
