using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Frames;

/// <summary>What should be known about the stills of a segment though it stops nothing: what is lost of them, and what is paid for a clip of the wrong shape. Pure.</summary>
internal static class PictureRemarks
{
    // A share of a side that is worth a word when it is cropped, stretched or filled.
    private const decimal WorthAWord = 0.05m;

    private static readonly (PictureTraits Trait, string Words)[] Losses =
    [
        (PictureTraits.Animated, "is an animation; only its first picture is used"),
        (PictureTraits.HasMoreBehind, "has something else behind its end, as phones append a film; only the picture is used"),
        (PictureTraits.Cmyk, "has the colours of print (CMYK); on a screen they come out differently: export it as RGB to see how"),
        (PictureTraits.WideGamut, "has colours beyond sRGB (such as Display P3); the clip shows them paler"),
        (PictureTraits.HighDynamicRange, "has a high dynamic range; the clip shows its brightness differently"),
    ];

    /// <summary>The remarks.</summary>
    /// <param name="pictures">The stills that could be read, in order.</param>
    /// <param name="preset">The model.</param>
    /// <param name="costUsd">What the segment costs; nothing is said about shapes where it is free, because the animatic takes every shape.</param>
    public static ImmutableArray<Warning> Of(ImmutableArray<(Frame Frame, PictureFacts Facts)> pictures, ModelPreset preset, decimal costUsd) =>
    [
        .. pictures.SelectMany(p => Lost(p.Frame, p.Facts)),
        .. costUsd > 0 ? [.. pictures.SelectMany(p => Size(p.Frame, p.Facts, preset, costUsd)), .. Pair(pictures, preset, costUsd)] : ImmutableArray<Warning>.Empty,
    ];

    private static IEnumerable<Warning> Lost(Frame frame, PictureFacts facts) => Losses
        .Where(l => facts.Traits.HasFlag(l.Trait))
        .Select(l => new Warning(WarningCodes.ImageChanged, frame.Pointer, $"The still of '{frame.Id}' {l.Words}."));

    private static IEnumerable<Warning> Size(Frame frame, PictureFacts facts, ModelPreset preset, decimal costUsd)
    {
        PresetOutput output = preset.Output;
        if (Differ((facts.Width, facts.Height), (output.Width, output.Height)))
        {
            yield return new(
                WarningCodes.ImageShapeDiffers, frame.Pointer,
                $"The still of '{frame.Id}' is {facts.Width}x{facts.Height}, the clip {output.Width}x{output.Height}: {preset.Model} may crop it, fill it up or deliver another shape, and {Money(costUsd)} is paid for it all the same.");
        }
        else if (Math.Min(facts.Width, facts.Height) < Math.Min(output.Width, output.Height))
        {
            yield return new(
                WarningCodes.ImageSmallerThanClip, frame.Pointer,
                $"The still of '{frame.Id}' is {facts.Width}x{facts.Height}, smaller than the clip of {output.Width}x{output.Height}: {preset.Model} takes it and enlarges it.");
        }
    }

    private static IEnumerable<Warning> Pair(ImmutableArray<(Frame Frame, PictureFacts Facts)> pictures, ModelPreset preset, decimal costUsd)
    {
        if (pictures is [(var first, var one), (var last, var other)] && Differ((one.Width, one.Height), (other.Width, other.Height)))
        {
            yield return new(
                WarningCodes.ImageShapesUnequal, last.Pointer,
                $"'{first.Id}' is {one.Width}x{one.Height} and '{last.Id}' {other.Width}x{other.Height}: {preset.Model} has to distort or crop one of them to go from one to the other, and {Money(costUsd)} is paid for it all the same.");
        }
    }

    private static bool Differ((int Width, int Height) one, (int Width, int Height) other)
    {
        decimal ratio = (decimal)one.Width / one.Height / ((decimal)other.Width / other.Height);
        return 1 - Math.Min(ratio, 1 / ratio) > WorthAWord;
    }

    private static string Money(decimal usd) => string.Create(CultureInfo.InvariantCulture, $"${usd:0.00##}");
}
