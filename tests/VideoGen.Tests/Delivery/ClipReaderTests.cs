using System.Text;
using VideoGen.Delivery;

namespace VideoGen.Tests.Delivery;

/// <summary>Whatever players play is read, with the facts that they show; of everything else it is said what it is.</summary>
public sealed class ClipReaderTests(OddFiles files) : IClassFixture<OddFiles>
{
    [Theory]
    [MemberData(nameof(OddFiles.Names), MemberType = typeof(OddFiles))]
    public void Read_OddFile_SaysWhatFfprobeSays(string name)
    {
        using FileStream stream = File.OpenRead(files[name]);
        ClipFacts facts = ClipReader.Read(stream);
        var (width, height, rate, frames, seconds, codec) = FfmpegFiles.Probe(files[name]);

        (facts.Width, facts.Height, facts.Frames).ShouldBe((width, height, frames));
        facts.DurationSeconds.ShouldBe(seconds, 0.05m);
        facts.FramesPerSecond.ShouldBe(rate, Math.Max(0.02m, rate / 500));
        if (!codec.StartsWith('['))
        {
            facts.Codec.ShouldBe(codec); // Matroska and GIF have no four characters
        }

        facts.Container.ShouldBe(ClipContainer.OfPath(name));
    }

    [Fact]
    public void There_are_at_least_forty_of_them() => OddFiles.Names.Count.ShouldBeGreaterThanOrEqualTo(60);

    [Theory]
    [InlineData("base.mp4")]
    [InlineData("front.mp4")]
    [InlineData("fragments.mp4")]
    [InlineData("vp8.webm")]
    [InlineData("h264.mkv")]
    [InlineData("animated.gif")]
    public void Read_FileCutAnywhere_IsRefusedOrShowsNoMoreThanIsThere(string name)
    {
        byte[] whole = File.ReadAllBytes(files[name]);
        ClipFacts facts = Read(whole);
        for (int length = 0; length < whole.Length; length += 7)
        {
            try
            {
                Read(whole[..length]).Frames.ShouldBeLessThanOrEqualTo(facts.Frames, $"cut to {length} of {whole.Length} bytes");
            }
            catch (NotAClipException)
            {
                // Said what is wrong.
            }
        }
    }

    [Theory]
    [InlineData("vp9.webm")]
    [InlineData("hevc.mkv")]
    [InlineData("animated.gif")]
    [InlineData("cut.mp4")]
    public void Read_FlippedBytes_AreReadOrRefusedAndNeverBreak(string name)
    {
        byte[] whole = File.ReadAllBytes(files[name]);
        var random = new Random(name.Length);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] bytes = [.. whole];
            for (int flips = random.Next(1, 8); flips > 0; flips--)
            {
                bytes[random.Next(Math.Min(bytes.Length, 2_000))] = (byte)random.Next(256);
            }

            try
            {
                Read(bytes).DurationSeconds.ShouldBeGreaterThan(0);
            }
            catch (NotAClipException)
            {
                // Said what is wrong.
            }
        }
    }

    [Fact]
    public void Read_MediaThatEndsBeforeItsPictures_IsCutShort()
    {
        byte[] whole = File.ReadAllBytes(files["open-end.mp4"]); // its media reaches to the end, wherever that is
        Should.Throw<NotAClipException>(() => Read(whole[..^200])).Message.ShouldContain("cut short: its last picture ends at byte");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>Not found</html>", "page", true)]
    [InlineData("\uFEFF  <?xml version=\"1.0\"?><Error><Code>ExpiredToken</Code></Error>", "page", true)]
    [InlineData("{\"detail\":\"expired\"}", "message", true)]
    [InlineData("Just a moment, please.", "text", true)]
    [InlineData("OggS\0", "an Ogg file", false)]
    [InlineData("RIFF....AVI LIST", "an AVI video", false)]
    [InlineData("FLV\u0001", "an FLV video", false)]
    [InlineData("#EXTM3U\n", "a playlist", false)]
    [InlineData("\u0001\u0002\u0003\u0004garbage", "no video of a kind that is known", false)]
    public void Read_WhatIsNoVideo_IsNamed(string content, string name, bool isPage)
    {
        var refused = Should.Throw<NotAClipException>(() => Read(Encoding.UTF8.GetBytes(content)));
        refused.Message.ShouldContain(name);
        refused.IsPage.ShouldBe(isPage);
    }

    private static ClipFacts Read(byte[] bytes) => ClipReader.Read(new MemoryStream(bytes));
}
