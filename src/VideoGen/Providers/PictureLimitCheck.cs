using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Frames;

namespace VideoGen.Providers;

/// <summary>Holds the stills against the model's documented limits: a picture outside is billed and refused. Pure.</summary>
internal static class PictureLimitCheck
{
    /// <summary>One sentence per still that is outside, with its frame.</summary>
    public static ImmutableArray<string> Check(PresetImageLimits? limits, ImmutableArray<FrameStill> stills) =>
        limits is null ? [] : [.. stills.SelectMany(s => Reasons(limits, s).Select(r => $"Frame {s.FrameId}: the picture {r}."))];

    private static IEnumerable<string> Reasons(PresetImageLimits limits, FrameStill still)
    {
        var (least, most) = (Math.Min(still.Width, still.Height), Math.Max(still.Width, still.Height));
        if (limits.MaxBytes is { } bytes && still.FileSize > bytes)
        {
            yield return $"has {still.FileSize} bytes; the model takes {bytes}";
        }

        if (limits.MinSide is { } minSide && least < minSide)
        {
            yield return $"is {still.Width}x{still.Height}; the model wants {minSide} pixels on the shorter side";
        }

        if (limits.MaxSide is { } maxSide && most > maxSide)
        {
            yield return $"is {still.Width}x{still.Height}; the model takes {maxSide} pixels on the longer side";
        }

        var ratio = still.Height > 0 ? (decimal)still.Width / still.Height : 0;
        if (ratio < (limits.MinRatio ?? 0) || ratio > (limits.MaxRatio ?? decimal.MaxValue))
        {
            yield return $"has the ratio {ratio:0.##}; the model takes {limits.MinRatio ?? 0:0.##} to {limits.MaxRatio:0.##}";
        }
    }
}
