using VideoGen.Frames;

namespace VideoGen.Fuzz.Targets;

/// <summary>The readers of pictures: any bytes are a picture with a size, from which a smaller file of the same picture can be taken, or none.</summary>
/// <param name="planted">True believes what a PNG says about the length of its chunks.</param>
internal sealed class PictureTarget(bool planted) : ITarget
{
    public IReadOnlyList<string> Words { get; } = ["IHDR", "tRNS", "IDAT", "IEND", "VP8 ", "VP8L", "VP8X", "RIFF", "WEBP", "Exif\0\0", "II*\0", "MM\0*", "\u0089PNG\r\n"];

    public InputKind Kind => InputKind.Bytes;

    public long Allowance(int bytes) => 20_000 + (8L * bytes);

    public void Try(byte[] input)
    {
        if (planted && input is [0x89, (byte)'P', (byte)'N', (byte)'G', _, _, _, _, _, _, _, _, ..])
        {
            _ = input.AsSpan(20 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(input.AsSpan(8)))[0];
        }

        if (PictureReader.Read(input) is not PictureReading.Good(var facts, var still, var essence))
        {
            return;
        }

        Rule.Require(facts is { Width: > 0, Height: > 0, Orientation: >= 1 and <= 8, MediaType: "image/png" or "image/jpeg" or "image/webp" }, "A picture has a size, a type and a way up.");
        foreach (var parts in (System.Collections.Immutable.ImmutableArray<ReadOnlyMemory<byte>>[])[still, essence])
        {
            byte[] file = [.. parts.SelectMany(p => p.ToArray())];
            Rule.Require(file.Length <= input.Length + 64, "What is taken out of a picture is no more than the picture.");
            Rule.Require(
                PictureReader.Read(file) is PictureReading.Good(var again, _, _) && (again.StoredWidth, again.StoredHeight, again.MediaType) == (facts.StoredWidth, facts.StoredHeight, facts.MediaType),
                "What is taken out of a picture is the same picture.");
        }
    }
}
