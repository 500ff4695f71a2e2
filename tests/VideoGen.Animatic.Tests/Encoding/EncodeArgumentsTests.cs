using VideoGen.Animatic.Encoding;

namespace VideoGen.Animatic.Tests.Encoding;

public sealed class EncodeArgumentsTests
{
    [Fact]
    public void For_FramesFromThePipe_IsTheFixedList() => EncodeArguments.For(1280, 720, 24, "/o/x y.mp4").ShouldBe(
    [
        "-hide_banner", "-nostdin", "-loglevel", "error", "-xerror", "-y",
        "-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", "1280x720", "-framerate", "24", "-i", "pipe:0",
        "-vf", "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709",
        "-c:v", "libx264", "-preset", "faster", "-crf", "17", "-profile:v", "high", "-level:v", "4.0", "-pix_fmt", "yuv420p",
        "-g", "48", "-bf", "2", "-threads", "2", "-x264-params", "open-gop=0:stitchable=1",
        "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv", "-chroma_sample_location", "left",
        "-an", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact+cgop", "-movflags", "+faststart", "-f", "mp4",
        "-video_track_timescale", "12288", "file:/o/x y.mp4",
    ]);

    [Theory]
    [InlineData("29.97", "30000/1001", "90000")]
    [InlineData("25", "25", "12800")]
    [InlineData("12.5", "12.5", "90000")]
    public void For_OtherRates_AreExact(string rate, string framerate, string timescale)
    {
        var arguments = EncodeArguments.For(64, 64, decimal.Parse(rate), "x.mp4").ToList();
        arguments[arguments.IndexOf("-framerate") + 1].ShouldBe(framerate);
        arguments[arguments.IndexOf("-video_track_timescale") + 1].ShouldBe(timescale);
    }
}
