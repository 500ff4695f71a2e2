using VideoGen.Animatic.Previews;
using VideoGen.Animatic.Tests.Rendering;

namespace VideoGen.Animatic.Tests.Previews;

/// <summary>What ffprobe finds in small pictures and clips.</summary>
public sealed class FfmpegPreviewsTests : IDisposable
{
    private readonly Studio _studio = new();
    private readonly FfmpegPreviews _previews = new(Studio.Program);

    [Theory]
    [InlineData(1280, 720, 4, "640", "360")]
    [InlineData(720, 1280, 8, "202", "360")]
    [InlineData(320, 180, 2, "320", "180")]
    public async Task A_proxy_is_small_silent_and_as_long_as_its_clip(int width, int height, int seconds, string wide, string high)
    {
        string clip = _studio.Path("clip.mp4");
        Studio.Run(Studio.Program,
        [
            "-loglevel", "error", "-y", "-f", "lavfi", "-i", $"mandelbrot=size={width}x{height}:rate=24", "-f", "lavfi", "-i", "sine", "-t", $"{seconds}",
            "-vf", "noise=alls=40:allf=t", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", $"file:{clip}",
        ]);

        await _previews.MakeProxyAsync(clip, seconds, _studio.Path("proxy.mp4"), CancellationToken.None);

        string probed = _studio.Probe("proxy.mp4", "stream=codec_type,width,height,nb_read_frames:format=size");
        probed.ShouldContain($"width={wide}\nheight={high}");
        probed.ShouldContain($"nb_read_frames={24 * seconds}");
        probed.ShouldNotContain("codec_type=audio");
        new FileInfo(_studio.Path("proxy.mp4")).Length.ShouldBeInRange(1, 100_000);
    }

    [Fact]
    public async Task A_poster_is_the_first_picture()
    {
        string still = _studio.Draw("still.png", "testsrc2=size=1280x720");
        await _previews.MakePictureAsync(still, 320, 320, _studio.Path("small.jpg"), CancellationToken.None);

        _studio.Probe("small.jpg", "stream=codec_name,width,height").ShouldContain("codec_name=mjpeg\nwidth=320\nheight=180");
    }

    [Fact]
    public async Task What_is_no_clip_is_a_fault_of_the_world()
    {
        string text = _studio.Path("text.mp4");
        await File.WriteAllTextAsync(text, "no clip");

        await Should.ThrowAsync<IOException>(_previews.MakeProxyAsync(text, 4, _studio.Path("proxy.mp4"), CancellationToken.None));
        await Should.ThrowAsync<IOException>(new FfmpegPreviews("/nowhere/ffmpeg").MakePictureAsync(text, 1, 1, _studio.Path("p.jpg"), CancellationToken.None));
    }

    public void Dispose() => _studio.Dispose();
}
