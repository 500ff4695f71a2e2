using VideoGen.Frames;

namespace VideoGen.Fuzz.Targets;

/// <summary>The picture headers: any bytes are a picture with a size, or none.</summary>
/// <param name="planted">True believes what a PNG says about the length of its chunks.</param>
internal sealed class PictureTarget(bool planted) : ITarget
{
    public IReadOnlyList<string> Words { get; } = ["IHDR", "tRNS", "IDAT", "IEND", "VP8 ", "VP8L", "VP8X", "RIFF", "WEBP", "Exif\0\0", "II*\0", "MM\0*", "\u0089PNG\r\n"];

    public InputKind Kind => InputKind.Bytes;

    public long Allowance(int bytes) => 20_000;

    public void Try(byte[] input)
    {
        if (PictureHeader.Read(input) is not { } facts)
        {
            return;
        }

        if (planted && facts.MediaType == "image/png")
        {
            _ = input.AsSpan(20 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(input.AsSpan(8)))[0];
        }

        Rule.Require(facts is { Width: > 0, Height: > 0, Orientation: >= 1 and <= 8, MediaType: "image/png" or "image/jpeg" or "image/webp" }, "A picture has a size, a type and a way up.");
        _ = PictureEnd.IsThere(input, facts.MediaType);
    }
}
