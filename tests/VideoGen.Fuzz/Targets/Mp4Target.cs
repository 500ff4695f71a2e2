using System.Buffers.Binary;
using VideoGen.Delivery;

namespace VideoGen.Fuzz.Targets;

/// <summary>The reader of clips, with the boxes of MP4: any file is a clip with sane facts, or is said not to be one.</summary>
/// <param name="planted">True trusts the size that the movie box says it has.</param>
internal sealed class Mp4Target(bool planted) : ITarget
{
    public IReadOnlyList<string> Words { get; } = ["ftyp", "moov", "moof", "mdat", "trak", "stts", "stsd", "vide", "trun"];

    public InputKind Kind => InputKind.Boxes;

    // The boxes that are read, once, and a message.
    public long Allowance(int bytes) => 50_000 + 2L * bytes;

    public void Try(byte[] input)
    {
        if (planted && input.AsSpan().IndexOf("moov"u8) is >= 4 and var at)
        {
            _ = input.AsSpan(at - 4, (int)BinaryPrimitives.ReadUInt32BigEndian(input.AsSpan(at - 4)));
        }

        using var file = new CountedStream(input);
        try
        {
            ClipFacts facts = ClipReader.Read(file);
            Rule.Require(facts is { Width: > 0 and <= 65_535, Height: > 0 and <= 65_535, Frames: > 0 }, "A clip has a size and frames.");
            Rule.Require(facts is { DurationSeconds: >= 0.001m, FramesPerSecond: >= 0 } && facts.Codec.Length <= 32, "A clip lasts some time.");
        }
        catch (NotAClipException no)
        {
            Rule.Require(no.Message.Length is > 0 and < 500, "A file that is no clip is told why.");
        }

        Rule.Require(file.Delivered <= 7L * input.Length + 1024, "A file is read about once, whatever its boxes say.");
    }

    private sealed class CountedStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public long Delivered { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int read = base.Read(buffer);
            Delivered += read;
            return read;
        }
    }
}
