using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Finishing;

/// <summary>
/// The arguments that make a finished copy. Everything that shapes the bytes is fixed here, the number of threads as well, so that the same clip gives the same
/// copy. Pure.
/// </summary>
internal static class FinishingRecipe
{
    private const double Unnoticed = 0.5; // code values between two steps of a colour match
    private const int MostSteps = 48;
    private const string Careful = "flags=bicubic";

    private static readonly ImmutableArray<string> H264 =
    [
        "-c:v", "libx264", "-preset", "faster", "-crf", "17", "-profile:v", "high", "-pix_fmt", "yuv420p", "-g", "48", "-bf", "2", "-threads", "2",
        "-x264-params", "open-gop=0:stitchable=1", "-chroma_sample_location", "left",
    ];

    private static readonly ImmutableArray<string> Mp4 =
        ["-an", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact+cgop", "-movflags", "+faststart", "-f", "mp4"];

    /// <summary>The arguments between the file of the clip and that of the copy.</summary>
    /// <param name="order">What is to be done.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="matrix">Matrix of its colours as the file says it; null where it does not.</param>
    /// <param name="endFrame">Frame from which on it is cut off; null for none.</param>
    /// <param name="colour">The colour match; null for none.</param>
    public static ImmutableArray<string> Of(FinishingOptions order, Clip clip, string? matrix, int? endFrame, ColourMatch? colour)
    {
        string from = ColourMatrix.Of(matrix, clip.Height);
        bool normal = order.Has(FinishingStep.Normalize);
        string to = normal && Is601(from) ? "bt709" : from;
        var filters = new List<string> { $"setparams=colorspace={from}" };
        if (normal)
        {
            filters.Add($"fps={Rate(order.FramesPerSecond)}");
        }

        if (endFrame is { } end)
        {
            filters.AddRange([string.Create(CultureInfo.InvariantCulture, $"trim=end_frame={end}"), "setpts=PTS-STARTPTS"]);
        }

        if (colour is { First: { } first, Last: { } last })
        {
            filters.AddRange([$"scale={Careful}", "format=gbrp", .. Colour(first, last, clip.DurationSeconds)]);
        }

        filters.AddRange(normal ? Size(order, SwscaleWord(from)) : [$"scale={Careful}:out_color_matrix={SwscaleWord(from)}:out_range=tv"]);
        filters.Add("format=yuv420p");
        if (to != from)
        {
            filters.Add($"colorspace=all=bt709:iall={(from is "bt470bg" ? "bt601-6-625" : "bt601-6-525")}:range=tv:format=yuv420p");
        }

        ImmutableArray<string> tags = to is "bt709" ? ["-color_primaries", "bt709", "-color_trc", "bt709"] : [];
        filters.Add($"setparams=range=tv:colorspace={to}{(tags.IsEmpty ? "" : ":color_primaries=bt709:color_trc=bt709")}");
        return [.. new[] { "-map", "0:v:0", "-vf", string.Join(',', filters) }, .. H264, "-colorspace", to, .. tags, "-color_range", "tv", .. Mp4, .. normal ? ["-video_track_timescale", Timescale(order.FramesPerSecond)] : Array.Empty<string>()];
    }

    private static ImmutableArray<string> Size(FinishingOptions order, string matrix)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{order.Width}:{order.Height}");
        string scale = $"scale={size}:force_original_aspect_ratio={(order.Fit is FinishingFit.Crop ? "increase" : "decrease")}:force_divisible_by=2:flags=lanczos+accurate_rnd+full_chroma_int:out_color_matrix={matrix}:out_range=tv";
        return [scale, "format=yuv420p", order.Fit is FinishingFit.Crop ? $"crop={size}" : $"pad={size}:(ow-iw)/2:(oh-ih)/2", "setsar=1"];
    }

    // A line for each channel; where the two ends differ, in steps that nobody sees.
    private static IEnumerable<string> Colour(ColourMap first, ColourMap last, decimal seconds)
    {
        int steps = Math.Clamp((int)Math.Ceiling(first.FarthestFrom(last) / Unnoticed), 1, MostSteps);
        ColourMap At(int step) => first.Towards(last, steps == 1 ? 0.5 : (step + 0.5) / steps);
        if (steps > 1)
        {
            IEnumerable<string> commands = Enumerable.Range(1, steps - 1).Select(i => string.Create(
                CultureInfo.InvariantCulture, $"{(double)seconds * i / steps:0.####} {string.Join(',', Lines(At(i)).Select(l => $"lutrgb {l.Channel} {l.Line}"))}"));
            yield return $"sendcmd=c='{string.Join(';', commands)}'";
        }

        yield return $"lutrgb={string.Join(':', Lines(At(0)).Select(l => $"{l.Channel}={l.Line}"))}";
    }

    // What comes of it is cut to a whole number, so half a value is added.
    private static IEnumerable<(char Channel, string Line)> Lines(ColourMap map) => Enumerable.Range(0, 3).Select(c =>
        ("rgb"[c], string.Create(CultureInfo.InvariantCulture, $"val*{map.Gains[c]:0.####}{map.Offsets[c] + 0.5:+0.###;-0.###;+0}")));

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
