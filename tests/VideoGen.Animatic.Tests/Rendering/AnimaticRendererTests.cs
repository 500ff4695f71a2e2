using System.Runtime.Versioning;
using VideoGen.Animatic.Rendering;
using VideoGen.Testing;

namespace VideoGen.Animatic.Tests.Rendering;

[UnsupportedOSPlatform("windows")]
public sealed class AnimaticRendererTests : IDisposable
{
    private readonly Studio _studio = new();

    public void Dispose() => _studio.Dispose();

    [Fact]
    public async Task Render_TwoStills_IsTheVideoThatTheEditorWants()
    {
        AnimaticClip clip = await _studio.RenderAsync("a.mp4", Clip([_studio.Disc("1.png", 1600, 900), _studio.Disc("2.png", 1280, 720)], "push in", "pan left") with { Seconds = 2.5m });
        clip.Frames.ShouldBe(60);
        clip.Notes.ShouldBe(["frame 1: Shown: push in.", "frame 2: Shown: pan left."]);
        string probe = _studio.Probe("a.mp4", "stream=codec_name,profile,width,height,pix_fmt,r_frame_rate,nb_read_frames,color_range,color_space,duration");
        foreach (string fact in (string[])["codec_name=h264", "profile=High", "width=1280", "height=720", "pix_fmt=yuv420p", "r_frame_rate=24/1", "nb_read_frames=60", "color_range=tv", "color_space=bt709", "duration=2.500000"])
        {
            probe.ShouldContain(fact);
        }

        string bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_studio.Path("a.mp4")));
        bytes.IndexOf("moov", StringComparison.Ordinal).ShouldBeInRange(1, bytes.IndexOf("mdat", StringComparison.Ordinal));
        Directory.GetFiles(_studio.Folder, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task Render_PairOfUnequalShots_GivesWayWhereTheFirstEnds()
    {
        string[] stills = [_studio.Draw("1.png", "color=c=black:size=640x360"), _studio.Draw("2.png", "color=c=white:size=640x360")];
        await _studio.RenderAsync("a.mp4", Clip(stills, "static", "static") with { Width = 640, Height = 360, Seconds = 3.5m, ShotSeconds = [2.5m, 1m] });

        // Frame 59 of 84 stands at 2.49 s; the dissolve lasts half a second.
        Brightness(51).ShouldBeLessThan(10);
        Brightness(59).ShouldBeInRange(90, 165);
        Brightness(67).ShouldBeGreaterThan(245);
        double Brightness(int frame) => _studio.Luma("a.mp4", frame, 640, 360).Average(pixel => (double)pixel);
    }

    [Theory]
    [InlineData(4, 3, 1, 3)]
    [InlineData(4, 6, 2, 3)]
    [InlineData(3, 0, 0, 1.5)]
    [InlineData(4, 100, 1, 3.5)]
    [InlineData(2, 1, 100, 0.5)]
    public void Cut_StandsWhereTheStoryboardPutsIt_AndLeavesEachShotADissolve(double seconds, int first, int second, double expected) =>
        ScenePlan.Cut(Clip(["1.png", "2.png"]) with { ShotSeconds = first == 0 ? [] : [first, second] }, seconds).ShouldBe(expected, 1e-9);

    [Fact]
    public async Task Render_SameOrderTwice_GivesTheSameBytes()
    {
        AnimaticSpec spec = Clip([_studio.Draw("1.png", "mandelbrot=size=960x540"), _studio.Disc("2.png", 640, 480)], "handheld", "whip pan right") with { Width = 640, Height = 360, Seconds = 2 };
        await _studio.RenderAsync("a.mp4", spec);
        await _studio.RenderAsync("b.mp4", spec);
        (await File.ReadAllBytesAsync(_studio.Path("a.mp4"))).ShouldBe(await File.ReadAllBytesAsync(_studio.Path("b.mp4")));
    }

    [Fact]
    public async Task Render_ClipsOfARequest_JoinWithoutReencoding()
    {
        string still = _studio.Disc("1.png", 1280, 720);
        await _studio.RenderAsync("a.mp4", Clip([still], "push in") with { Seconds = 2 });
        await _studio.RenderAsync("b.mp4", Clip([still, _studio.Draw("2.png", "testsrc2=size=1920x1080")], "static", "handheld") with { Seconds = 2.25m });
        await File.WriteAllTextAsync(_studio.Path("list.txt"), "file a.mp4\nfile b.mp4\n");
        Studio.Run(Studio.Program, ["-loglevel", "error", "-f", "concat", "-i", _studio.Path("list.txt"), "-c", "copy", _studio.Path("joined.mp4")]).ShouldBeEmpty();
        _studio.Probe("joined.mp4", "stream=nb_read_frames,duration").ShouldBe("duration=4.250000\nnb_read_frames=102\n");
        Studio.Run(Studio.Program, ["-v", "warning", "-xerror", "-i", _studio.Path("joined.mp4"), "-f", "null", "-"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1080, 1920, "push in", "whole")]
    [InlineData(1080, 1920, "tilt up", "travels")]
    [InlineData(900, 900, "", "whole")]
    [InlineData(2390, 1000, "", "cropped")]
    [InlineData(960, 720, "", "cropped")]
    [InlineData(3000, 600, "", "whole")]
    [InlineData(3000, 600, "pan right", "travels")]
    [InlineData(900, 900, "pan right", "fills the screen")]
    [InlineData(1080, 1920, "pan left", "fills the screen")]
    [InlineData(1280, 720, "static", "")]
    public async Task Render_AnyShape_KeepsACircleACircle(int width, int height, string notes, string said)
    {
        AnimaticSpec spec = Clip([_studio.Disc("1.png", width, height)], notes) with { Seconds = 7 / 24m, Width = 640, Height = 360 };
        AnimaticClip clip = await _studio.RenderAsync("a.mp4", spec);
        string.Join(' ', clip.Notes).ShouldContain(said);
        byte[] luma = _studio.Luma("a.mp4", 3, 640, 360);
        int rows = Enumerable.Range(0, 360).Count(y => Enumerable.Range(0, 640).Any(x => luma[y * 640 + x] > 140));
        int columns = Enumerable.Range(0, 640).Count(x => Enumerable.Range(0, 360).Any(y => luma[y * 640 + x] > 140));
        rows.ShouldBeGreaterThan(30);
        Math.Abs(rows - columns).ShouldBeLessThanOrEqualTo(2);
        foreach (int corner in (int[])[0, 639, 359 * 640, 359 * 640 + 639])
        {
            luma[corner].ShouldBeGreaterThan((byte)17, "no black border");
        }
    }

    [Fact]
    public async Task Draw_SlowPushIn_MovesWithoutStairSteps()
    {
        string dot = _studio.Draw("dot.png", "color=black:size=960x540,format=gray,geq=lum='235*exp(-(pow(X-320,2)+pow(Y-200,2))/400)'");
        AnimaticSpec spec = Clip([dot], "slow, slight push-in") with { Width = 640, Height = 360, Seconds = 3 };
        FrameComposer composer = await FrameComposer.CreateAsync(Studio.Program, spec, 100_000_000, CancellationToken.None);
        double[] way = [.. Enumerable.Range(0, spec.Frames).Select(i => Centre(composer.Draw(i).Span, 640, 360))];
        double[] steps = [.. way.Zip(way.Skip(1), (a, b) => a - b)];
        steps.Max().ShouldBeInRange(0.05, 0.4);
        steps.Min().ShouldBeGreaterThan(-0.01);
        steps.Zip(steps.Skip(1), (a, b) => Math.Abs(b - a)).Max().ShouldBeLessThan(0.03);
    }

    [Fact]
    public async Task Render_JpegTurnedByExif_StandsUpright()
    {
        byte[] jpeg = await File.ReadAllBytesAsync(_studio.Draw("plain.jpg", "color=white:size=640x360,drawbox=x=0:y=0:w=320:h=360:color=black:t=fill"));
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0];
        await File.WriteAllBytesAsync(_studio.Path("turned.jpg"), [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        await _studio.RenderAsync("a.mp4", Clip([_studio.Path("turned.jpg")], "static") with { Seconds = 0.25m, Width = 640, Height = 360 });
        byte[] luma = _studio.Luma("a.mp4", 2, 640, 360);
        luma[180 * 640 + 20].ShouldBeGreaterThan((byte)200);
        luma[180 * 640 + 620].ShouldBeLessThan((byte)50);
    }

    [Theory]
    [InlineData("1.webp", "-c:v", "libwebp", "-lossless", "1")]
    [InlineData("2.webp", "-c:v", "libwebp", "-lossless", "0")]
    [InlineData("1.png")]
    public async Task Render_TransparentStill_StandsOnBlack(string name, params string[] codec)
    {
        string still = _studio.Draw(name, "color=white:size=640x360,format=rgba,geq=r=255:g=255:b=255:a='if(lt(X,320),0,255)'", codec);
        await _studio.RenderAsync("a.mp4", Clip([still], "static") with { Seconds = 0.25m, Width = 640, Height = 360 });
        byte[] luma = _studio.Luma("a.mp4", 2, 640, 360);
        luma[180 * 640 + 100].ShouldBeLessThan((byte)20);
        luma[180 * 640 + 540].ShouldBeGreaterThan((byte)220);
    }

    [Theory]
    [InlineData("-rf 'x' %d $HOME;`.png")]
    [InlineData("пейзаж 🎬.png")]
    public async Task Render_OddFileNames_AreSafe(string name)
    {
        string still = _studio.Disc("plain.png", 320, 180);
        File.Move(still, _studio.Path(name));
        await _studio.RenderAsync("out %03d 'q'.mp4", Clip([_studio.Path(name)], "static") with { Seconds = 0.25m, Width = 320, Height = 180 });
        File.Exists(_studio.Path("out %03d 'q'.mp4")).ShouldBeTrue();
    }

    [Fact]
    public async Task Render_OnePixel_IsAClip() =>
        (await _studio.RenderAsync("a.mp4", Clip([_studio.Draw("1.png", "color=red:size=16x16,format=rgb24,crop=1:1")], "push in") with { Seconds = 0.25m })).Frames.ShouldBe(6);

    [Fact]
    public async Task Render_NoStill_DrawsAGradient()
    {
        AnimaticClip clip = await _studio.RenderAsync("a.mp4", Clip([], "push in") with { Seconds = 1, Width = 640, Height = 360, FramesPerSecond = 30 });
        clip.Notes.ShouldBe(["There is no picture; a moving gradient stands in for it.", "Shown: push in."]);
        _studio.Probe("a.mp4", "stream=r_frame_rate,nb_read_frames").ShouldBe("r_frame_rate=30/1\nnb_read_frames=30\n");
    }

    [Fact]
    public async Task Render_UnusableStill_SaysWhichAndWhy()
    {
        await File.WriteAllTextAsync(_studio.Path("text.png"), "no picture");
        string cut = _studio.Disc("cut.png", 320, 180);
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(cut))[..60]);
        await File.WriteAllBytesAsync(_studio.Path("vast.png"), PictureBytes.Png(30_000, 30_000));
        (await FailAsync(Clip([_studio.Path("gone.png")], ""))).Code.ShouldBe("still_missing");
        (await FailAsync(Clip([_studio.Path("text.png")], ""))).Code.ShouldBe("still_unreadable");
        (await FailAsync(Clip([cut], ""))).Code.ShouldBe("still_unreadable");
        AnimaticException large = await FailAsync(Clip([_studio.Path("vast.png")], ""));
        large.Code.ShouldBe("still_too_large");
        large.Message.ShouldContain("frame 1");
        Directory.GetFiles(_studio.Folder, "bad.mp4*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("exit 3", "render_failed")]
    [InlineData("echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 1", "disk_full")]
    [InlineData("echo \"Unknown encoder 'libx264'\" >&2; exit 1", "ffmpeg_unusable")]
    [InlineData("head -c 2000000 | \"$REAL\" \"$@\" & sleep 0; kill -9 $$", "ffmpeg_killed")]
    public async Task Render_EncoderFails_LeavesNothing(string encode, string code)
    {
        string shim = _studio.Shim("ffmpeg", $"case \"$*\" in *libx264*) {encode};; *) exec \"$REAL\" \"$@\";; esac");
        using var renderer = new AnimaticRenderer(shim);
        AnimaticSpec spec = Clip([_studio.Disc("1.png", 320, 180)], "push in") with { Width = 320, Height = 180 };
        AnimaticException failed = await Should.ThrowAsync<AnimaticException>(() => renderer.RenderAsync(spec, _studio.Path("bad.mp4")));
        failed.Code.ShouldBe(code);
        failed.NextStep.ShouldNotBeEmpty();
        File.Exists(_studio.Path("bad.mp4")).ShouldBeFalse();
    }

    [Fact]
    public async Task Render_NoFfmpeg_SaysSo()
    {
        using var renderer = new AnimaticRenderer(_studio.Path("nothing/ffmpeg"));
        (await Should.ThrowAsync<AnimaticException>(() => renderer.RenderAsync(Clip([], ""), _studio.Path("bad.mp4")))).Code.ShouldBe("ffmpeg_missing");
    }

    [Theory]
    [InlineData(641, 360, 2)]
    [InlineData(640, 360, 0)]
    public async Task Render_OutOfRange_IsRefused(int width, int height, int seconds) =>
        await Should.ThrowAsync<ArgumentException>(() => _studio.RenderAsync("a.mp4", Clip([], "") with { Width = width, Height = height, Seconds = seconds }));

    private async Task<AnimaticException> FailAsync(AnimaticSpec spec) =>
        await Should.ThrowAsync<AnimaticException>(() => _studio.RenderAsync("bad.mp4", spec));

    private static AnimaticSpec Clip(string[] stills, params string[] notes) =>
        new() { Stills = [.. stills.Select(s => new AnimaticStill(s))], CameraNotes = [.. notes], Seconds = 2 };

    private static double Centre(ReadOnlySpan<byte> frame, int width, int height)
    {
        double sum = 0;
        double x = 0;
        for (int i = 0; i < width * height; i++)
        {
            double light = Math.Max(0, frame[i] - 24);
            sum += light;
            x += light * (i % width);
        }

        return x / sum;
    }
}
