using System.Buffers.Binary;
using System.Text;
using VideoGen.Delivery;

namespace VideoGen.Tests.Delivery;

/// <summary>What the file says, checked against ffprobe; and what is no whole clip.</summary>
public sealed class Mp4ReaderTests(FfmpegFiles files) : IClassFixture<FfmpegFiles>
{
    [Theory]
    [MemberData(nameof(FfmpegFiles.Names), MemberType = typeof(FfmpegFiles))]
    public void Read_Clip_SaysWhatFfprobeSays(string name)
    {
        ClipFacts facts = Read(File.ReadAllBytes(files[name]));
        var (width, height, rate, frames, seconds, codec) = FfmpegFiles.Probe(files[name]);

        (facts.Width, facts.Height, facts.Frames, facts.Codec).ShouldBe((width, height, frames, codec));
        facts.FramesPerSecond.ShouldBe(rate, 0.01m);
        facts.DurationSeconds.ShouldBe(seconds, 0.05m);
    }

    [Theory]
    [InlineData("plain.mp4")]
    [InlineData("faststart.mp4")]
    [InlineData("audio.mp4")]
    public void Read_EveryTruncation_IsRefusedOrIdentical(string name)
    {
        byte[] whole = File.ReadAllBytes(files[name]);
        ClipFacts facts = Read(whole);
        for (int length = 0; length < whole.Length; length++)
        {
            if (TryRead(whole[..length]) is { } read)
            {
                read.ShouldBe(facts, $"cut to {length} of {whole.Length} bytes");
            }
        }
    }

    [Fact]
    public void Read_FragmentWithoutItsMedia_IsRefused()
    {
        byte[] whole = File.ReadAllBytes(files["fragmented.mp4"]);
        int lastMoof = whole.AsSpan().LastIndexOf("moof"u8) - 4;
        int moofEnd = lastMoof + BinaryPrimitives.ReadInt32BigEndian(whole.AsSpan(lastMoof));
        Should.Throw<NotAClipException>(() => Read(whole[..moofEnd])).Message.ShouldContain("last fragment");
    }

    [Theory]
    [MemberData(nameof(FfmpegFiles.Names), MemberType = typeof(FfmpegFiles))]
    public void Read_FlippedBytes_AreReadOrRefusedAndNeverBreak(string name)
    {
        byte[] whole = File.ReadAllBytes(files[name]);
        var random = new Random(name.Length);
        int[] headers = [.. HeaderBytes(whole)];
        for (int i = 0; i < 3_000; i++)
        {
            byte[] bytes = [.. whole];
            for (int flips = random.Next(1, 8); flips > 0; flips--)
            {
                bytes[headers[random.Next(headers.Length)]] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
            }

            TryRead(bytes)?.DurationSeconds.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void Read_MediaWithA64BitSize_IsRead()
    {
        byte[] whole = File.ReadAllBytes(files["faststart.mp4"]);
        int mdat = whole.AsSpan().IndexOf("mdat"u8) - 4;
        byte[] size = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(size, BinaryPrimitives.ReadUInt32BigEndian(whole.AsSpan(mdat)) + 8L);
        byte[] large = [.. whole[..mdat], 0, 0, 0, 1, .. "mdat"u8, .. size, .. whole[(mdat + 8)..]];

        Read(large).ShouldBe(Read(whole));
        BinaryPrimitives.WriteInt64BigEndian(large.AsSpan(mdat + 8), long.MinValue);
        Should.Throw<NotAClipException>(() => Read(large));
        BinaryPrimitives.WriteInt64BigEndian(large.AsSpan(mdat + 8), long.MaxValue);
        Read(large).ShouldBe(Read(whole)); // every picture is there
    }

    [Fact]
    public void Read_NoClip_IsRefusedWithTheReason()
    {
        (byte[] Bytes, string Reason)[] others =
        [
            ([], "empty"), (Encoding.ASCII.GetBytes("<html><body>Not found</body></html>"), "page"), (File.ReadAllBytes(files.Run("-f lavfi -i testsrc=size=96x64 -frames:v 1", "a.png")), "a PNG picture"),
            (new byte[100], "no video of a kind that is known"),
            (File.ReadAllBytes(files.Run("-f lavfi -i sine=duration=0.5 -c:a aac", "a.m4a")), "no video track"), ([0, 0, 0, 8, .. "ftyp"u8], "no video track"), ([0, 0, 0, 9, .. "ftyp"u8], "cut short"),
            ([0, 0, 0, 4, .. "ftyp"u8], "impossible size"), ([0, 0, 0, 1, .. "ftyp"u8], "inside a box header"),
        ];
        foreach (var (bytes, reason) in others)
        {
            Should.Throw<NotAClipException>(() => Read(bytes)).Message.ShouldContain(reason);
        }
    }

    private static ClipFacts Read(byte[] bytes) => ClipReader.Read(new MemoryStream(bytes));

    private static ClipFacts? TryRead(byte[] bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (NotAClipException)
        {
            return null;
        }
    }

    // Everything but the media itself, whose bytes nobody looks at.
    private static IEnumerable<int> HeaderBytes(byte[] file)
    {
        for (int at = 0; at < file.Length;)
        {
            int size = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            bool isMedia = file.AsSpan(at + 4, 4).SequenceEqual("mdat"u8);
            for (int i = 0; i < (isMedia ? 8 : size); i++)
            {
                yield return at + i;
            }

            at += size;
        }
    }
}
