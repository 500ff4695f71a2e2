using VideoGen.Contract;

namespace VideoGen.Frames;

/// <summary>
/// Reads PNG (ISO/IEC 15948), JPEG (ITU T.81) and WebP (RFC 9649) from end to end, making no pixel: what they are, whether they are whole,
/// to the last of their packed pixels where that can be known, whether they tell the truth about their size, and which of their bytes make the picture. Pure.
/// </summary>
public static class PictureReader
{
    /// <summary>Longest side in pixels that any picture may have.</summary>
    public const int MaxSide = 16_384;

    /// <summary>Most pixels that a picture has unless somebody allows more.</summary>
    public const long MaxPixels = 100_000_000;

    internal const string ExportAgain = "Export it again as PNG, JPEG or WebP.";

    /// <summary>Reads a picture.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="maxPixels">Pictures with more pixels are refused by whoever reads them: theirs are not gone through.</param>
    public static PictureReading Read(ReadOnlyMemory<byte> bytes, long maxPixels = MaxPixels) => bytes.Span switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => new PngReader(bytes, maxPixels).Read(),
        [0xFF, 0xD8, 0xFF, ..] => new JpegReader(bytes, maxPixels).Read(),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => new WebPReader(bytes).Read(),
        [] => new PictureReading.Bad(ProblemCodes.ImageFormatUnknown, "is empty", "Send a PNG, JPEG or WebP."),
        var others => new PictureReading.Bad(
            ProblemCodes.ImageFormatUnknown, OtherFormat.Of(others) is { } name ? $"is {name}, no PNG, JPEG or WebP" : "is no PNG, JPEG or WebP", "Send one of these formats."),
    };

    internal static PictureReading.Bad CutShort() => new(ProblemCodes.ImageUnreadable, "is cut short: its end is missing", "Send the whole file.");

    internal static PictureReading.Bad Damaged(string what) => new(ProblemCodes.ImageUnreadable, $"is damaged: {what}", ExportAgain);

    internal static PictureReading.Bad Unusual(string what) => new(ProblemCodes.ImageFormatUnknown, $"is of a kind that few programs read: {what}", ExportAgain);

    internal static PictureReading.Bad Untrue(string what) => new(ProblemCodes.ImageUnreadable, $"says two things about its size: {what}", ExportAgain);
}
