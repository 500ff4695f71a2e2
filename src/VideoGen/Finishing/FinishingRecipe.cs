using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Finishing;

/// <summary>
/// How a finished copy is made. Everything that shapes the bytes is fixed here, the number of threads as well, so that the same clip gives the same copy. Pure.
/// </summary>
/// <param name="Arguments">The arguments between the file of the clip and that of the copy.</param>
/// <param name="FirstFrame">Filters that show the first frame with its new colours, in the size and the matrix of the clip; null without a colour match.</param>
/// <param name="LastFrames">The same for the last frames; what comes last is the last one. Null as well where the copy ends earlier.</param>
internal sealed record FinishingRecipe(ImmutableArray<string> Arguments, string? FirstFrame, string? LastFrames)
{
    private const string Careful = "flags=bicubic";
    private const int Counted = 6; // how far a file may be out with the number of its frames

    private static readonly ImmutableArray<string> H264 =
    [
        "-c:v", "libx264", "-preset", "faster", "-crf", "17", "-profile:v", "high", "-pix_fmt", "yuv420p", "-g", "48", "-bf", "2", "-threads", "2",
        "-x264-params", "open-gop=0:stitchable=1", "-chroma_sample_location", "left",
    ];

    private static readonly ImmutableArray<string> Mp4 =
        ["-an", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact+cgop", "-movflags", "+faststart", "-f", "mp4"];

    /// <summary>The recipe.</summary>
    /// <param name="order">What is to be done.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="matrix">Matrix of its colours as the file says it; null where it does not.</param>
    /// <param name="isPlain">True where its frames are known to be as <see cref="ClipLook.IsPlain"/> says.</param>
    /// <param name="endFrame">Frame from which on it is cut off; null for none.</param>
    /// <param name="colour">The colour match; null for none.</param>
    public static FinishingRecipe Of(FinishingOptions order, Clip clip, string? matrix, bool isPlain, int? endFrame, ColourMatch? colour)
    {
        string from = ColourMatrix.Of(matrix, clip.Height);
        bool normal = order.Has(FinishingStep.Normalize);
        string to = normal && Is601(from) ? "bt709" : from;
        var times = new List<string> { $"setparams=colorspace={from}" };
        if (normal)
        {
            times.Add($"fps={Rate(order.FramesPerSecond)}");
        }

        if (endFrame is { } end)
        {
            times.AddRange([string.Create(CultureInfo.InvariantCulture, $"trim=end_frame={end}"), "setpts=PTS-STARTPTS"]);
        }

        ImmutableArray<string> limited = isPlain ? [] : [$"scale={Careful}:out_color_matrix={SwscaleWord(from)}:out_range=tv"];
        decimal lastShown = clip.DurationSeconds * Math.Max(0, clip.Frames - 1) / Math.Max(1, clip.Frames);
        PlaneFilters? planes = colour is { First: { } first, Last: { } last } ? PlaneFilters.Of(first, last, from, lastShown) : null;
        ImmutableArray<string> colours = planes is null ? [] : [.. limited, "format=yuv420p", .. planes.Moving];
        List<string> filters = [.. times, .. colours, .. normal ? Size(order, planes is null ? SwscaleWord(from) : null) : planes is null ? limited : [], "format=yuv420p"];
        if (to != from)
        {
            filters.Add($"colorspace=all=bt709:iall={(from is "bt470bg" ? "bt601-6-625" : "bt601-6-525")}:range=tv:format=yuv420p");
        }

        ImmutableArray<string> tags = to is "bt709" ? ["-color_primaries", "bt709", "-color_trc", "bt709"] : [];
        filters.Add($"setparams=range=tv:colorspace={to}{(tags.IsEmpty ? "" : ":color_primaries=bt709:color_trc=bt709")}");
        int count = (int)Math.Ceiling(normal ? clip.DurationSeconds * order.FramesPerSecond : clip.Frames);
        string? Shown(string which, ImmutableArray<string>? still) => still is { } set ? string.Join(',', [.. times, $"select='{which}'", .. limited, "format=yuv420p", .. set]) : null;
        return new FinishingRecipe(
            [.. new[] { "-map", "0:v:0", "-vf", string.Join(',', filters) }, .. H264, "-colorspace", to, .. tags, "-color_range", "tv", .. Mp4, .. normal ? ["-video_track_timescale", Timescale(order.FramesPerSecond)] : Array.Empty<string>()],
            Shown("eq(n,0)", planes?.AtFirst),
            endFrame is null ? Shown(string.Create(CultureInfo.InvariantCulture, $"gte(n,{Math.Max(0, count - Counted)})"), planes?.AtLast) : null);
    }

    // Pixels that are not square are made square first; the copy has the shape that players show.
    // What has gone through a colour match is in its matrix and range already, and passes untouched where it has the size.
    private static ImmutableArray<string> Size(FinishingOptions order, string? matrix)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{order.Width}:{order.Height}");
        string scale = $"scale={size}:force_original_aspect_ratio={(order.Fit is FinishingFit.Crop ? "increase" : "decrease")}:force_divisible_by=2:flags=lanczos+accurate_rnd+full_chroma_int{(matrix is null ? "" : $":out_color_matrix={matrix}:out_range=tv")}";
        return ["scale='max(2,min(8192,iw*sar))':ih", "setsar=1", scale, "format=yuv420p", order.Fit is FinishingFit.Crop ? $"crop={size}" : $"pad={size}:(ow-iw)/2:(oh-ih)/2", "setsar=1"];
    }

    private static bool Is601(string matrix) => matrix is "smpte170m" or "bt470bg";

    private static string SwscaleWord(string matrix) => Is601(matrix) ? "bt601" : matrix is "bt2020nc" ? "bt2020" : "bt709";

    private static string Rate(decimal framesPerSecond) => framesPerSecond switch
    {
        23.976m => "24000/1001",
        29.97m => "30000/1001",
        59.94m => "60000/1001",
        _ => framesPerSecond.ToString("0.######", CultureInfo.InvariantCulture),
    };

    private static string Timescale(decimal framesPerSecond) =>
        framesPerSecond == Math.Floor(framesPerSecond) ? (framesPerSecond * 512).ToString("0", CultureInfo.InvariantCulture) : "90000";
}
