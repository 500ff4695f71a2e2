using System.Globalization;
using System.Text.RegularExpressions;
using VideoGen.Animatic.Finishing;
using VideoGen.Animatic.Stills;
using VideoGen.Animatic.Tests.Rendering;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Files;
using VideoGen.Finishing;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Animatic.Tests.Finishing;

/// <summary>Copies of clips that ffmpeg made, judged by ffprobe and by ffmpeg's own measure of pictures.</summary>
public sealed partial class FinishStepTests : IDisposable
{
    private readonly Studio _studio = new();

    public void Dispose() => _studio.Dispose();

    [Fact]
    public async Task A_copy_has_size_rate_frames_and_tags_that_were_wanted_and_the_clip_stays()
    {
        string clip = Make("clip.mp4", ["-f", "lavfi", "-i", "testsrc2=size=640x480:rate=25", "-t", "4", "-vf", "format=yuv420p,setparams=colorspace=smpte170m", "-colorspace", "smpte170m"]);
        string before = FileHash.Of(clip);

        ClipFinishing done = (await FinishAsync(clip, 3, [], FinishingStep.Normalize, FinishingStep.Trim)).ShouldNotBeNull();

        FileHash.Of(clip).ShouldBe(before);
        FinishedClip copy = done.Clip.ShouldNotBeNull(string.Join(' ', done.Warnings));
        (copy.Width, copy.Height, copy.Fps, copy.Frames, done.OriginalSha256).ShouldBe((1280, 720, 24m, 72, before));
        string file = new Uri(copy.VideoUrl).LocalPath;
        FileHash.Of(file).ShouldBe(copy.Sha256);
        string probed = Probe(file, "stream=width,height,r_frame_rate,nb_read_frames,color_space,color_primaries,color_transfer,color_range,pix_fmt,sample_aspect_ratio");
        foreach (string fact in new[] { "width=1280", "height=720", "r_frame_rate=24/1", "nb_read_frames=72", "color_space=bt709", "color_primaries=bt709", "color_transfer=bt709", "color_range=tv", "pix_fmt=yuv420p", "sample_aspect_ratio=1:1" })
        {
            probed.ShouldContain(fact);
        }

        copy.Tool.ShouldStartWith("ffmpeg ");
        copy.Recipe.ShouldContain("trim=end_frame=72");
        done.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clip_that_is_a_part_of_a_frame_too_long_is_trimmed_to_what_was_wanted()
    {
        string clip = Make("clip.mp4", ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25", "-frames:v", "126"]);

        ClipFinishing done = (await FinishAsync(clip, 5, [], FinishingStep.Normalize, FinishingStep.Trim)).ShouldNotBeNull();

        done.Clip.ShouldNotBeNull(string.Join(' ', done.Warnings)).Frames.ShouldBe(120);
        done.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_clip_gives_the_same_copy()
    {
        string clip = Make("clip.mp4", ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24", "-t", "1"]);
        ClipFinishing once = (await FinishAsync(clip, 1, [], FinishingStep.Normalize))!;
        ClipFinishing twice = (await FinishAsync(clip, 1, [], FinishingStep.Normalize))!;

        (twice.Clip!.Sha256, twice.Clip.VideoUrl).ShouldBe((once.Clip!.Sha256, once.Clip.VideoUrl));
    }

    [Fact]
    public async Task A_colour_that_drifts_is_drawn_back_to_both_stills()
    {
        string first = _studio.Draw("first.png", "testsrc2=size=640x360", "-vf", "eq=saturation=0.5:contrast=0.7");
        string last = _studio.Draw("last.png", "testsrc2=size=640x360", "-vf", "eq=saturation=0.5:contrast=0.7,hflip");
        string[] dissolve =
        [
            "-loop", "1", "-framerate", "24", "-t", "2", "-i", $"file:{first}", "-loop", "1", "-framerate", "24", "-t", "2", "-i", $"file:{last}", "-filter_complex",
        ];
        const string Truth = "[0][1]blend=all_expr='A*(1-T*24/47)+B*T*24/47',format=gbrp";
        string[] tags = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"];
        const string Yuv = ",scale=out_color_matrix=bt709,format=yuv420p,setparams=colorspace=bt709";
        string truth = Make("truth.mp4", [.. dissolve, Truth + Yuv, .. tags]);
        string drifted = Make("drifted.mp4", [.. dissolve, $"{Truth},split[a][b];[b]lutrgb=r=val*0.9+8:g=val*1.06-5:b=val*1.08+3[c];[a][c]blend=all_expr='A*(1-T*24/47)+B*T*24/47'{Yuv}", .. tags]);

        ClipFinishing done = (await FinishAsync(drifted, 2, [first, last], FinishingStep.ColourMatch))!;

        ColourMatchReport report = done.ColourMatch.ShouldNotBeNull();
        report.Applied.ShouldBeTrue(report.Reason);
        report.LastAfterDb!.Value.ShouldBeGreaterThan(report.LastBeforeDb!.Value + 5);
        Psnr(new Uri(done.Clip!.VideoUrl).LocalPath, truth).ShouldBeGreaterThan(Psnr(drifted, truth) + 4);
        done.Clip.Recipe.ShouldContain("sendcmd=");
        ShouldBeMadeAgainBy(done.Clip, drifted);

        // What is told as "after" is what the copy shows.
        ClipLook copy = await new FfmpegFinisher(Studio.Program).LookAsync(new Uri(done.Clip.VideoUrl).LocalPath, 360, checks: false, _studio.Path("look"), CancellationToken.None);
        var sampler = new StillSampler(Studio.Program, 100_000_000);
        (report.FirstAfterDb!.Value - PictureDifference.Db(copy.First, (await sampler.SampleAsync(await File.ReadAllBytesAsync(first), default))!)).ShouldBeInRange(-1.5m, 1.5m);
        (report.LastAfterDb.Value - PictureDifference.Db(copy.Last, (await sampler.SampleAsync(await File.ReadAllBytesAsync(last), default))!)).ShouldBeInRange(-1.5m, 1.5m);
    }

    [Fact]
    public async Task All_steps_together_leave_what_each_of_them_does()
    {
        string still = _studio.Draw("still.png", "testsrc2=size=640x360", "-vf", "eq=saturation=0.5:contrast=0.7");
        string clip = Make("clip.mp4",
            ["-loop", "1", "-framerate", "25", "-t", "3", "-i", $"file:{still}", "-vf", "format=gbrp,lutrgb=r=val*0.9+8:g=val*1.06-5:b=val*1.05+3,scale=out_color_matrix=bt601,format=yuv420p,setparams=colorspace=smpte170m", "-colorspace", "smpte170m"]);

        ClipFinishing done = (await FinishAsync(clip, 2, [still, still], FinishingStep.Trim, FinishingStep.Normalize, FinishingStep.ColourMatch, FinishingStep.Checks))!;

        FinishedClip copy = done.Clip.ShouldNotBeNull(string.Join(' ', done.Warnings));
        (copy.Width, copy.Height, copy.Fps, copy.Frames).ShouldBe((1280, 720, 24m, 48));
        ColourMatchReport report = done.ColourMatch.ShouldNotBeNull();
        report.Applied.ShouldBeTrue(report.Reason);
        report.FirstAfterDb!.Value.ShouldBeGreaterThan(report.FirstBeforeDb!.Value + 5);
        ClipChecks checks = done.Checks.ShouldNotBeNull();
        checks.FrozenSeconds.ShouldBeGreaterThan(1);
        checks.LastStillDb.ShouldBe(report.LastBeforeDb);
        ShouldBeMadeAgainBy(copy, clip);
    }

    [Fact]
    public async Task Pixels_that_are_not_square_become_square()
    {
        string clip = Make("clip.mp4", ["-f", "lavfi", "-i", "testsrc2=size=720x576:rate=25", "-t", "1", "-vf", "setsar=64/45"]);

        FinishedClip copy = (await FinishAsync(clip, 1, [], FinishingStep.Normalize))!.Clip!;

        // 1024 by 576 as it is shown: the whole picture is filled, and there is no bar at its sides.
        string file = new Uri(copy.VideoUrl).LocalPath;
        Probe(file, "stream=width,height,sample_aspect_ratio").ShouldContain("sample_aspect_ratio=1:1");
        string bars = Studio.Run(Studio.Program, ["-hide_banner", "-nostdin", "-i", $"file:{file}", "-vf", "cropdetect=round=2", "-f", "null", "-"]);
        Crop().Matches(bars)[^1].Value.ShouldBe("crop=1280:720");
    }

    [Fact]
    public async Task Colours_that_stay_another_kind_are_told()
    {
        string clip = Make("clip.mp4", ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24", "-t", "1", "-vf", "format=yuv420p,setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084", "-colorspace", "bt2020nc", "-color_primaries", "bt2020", "-color_trc", "smpte2084"]);

        ClipFinishing done = (await FinishAsync(clip, 1, [], FinishingStep.Normalize))!;

        done.Warnings.ShouldHaveSingleItem().ShouldContain("BT.2020");
        string probed = Probe(new Uri(done.Clip!.VideoUrl).LocalPath, "stream=color_space,color_primaries,color_transfer");
        foreach (string fact in new[] { "color_space=bt2020nc", "color_primaries=bt2020", "color_transfer=smpte2084" })
        {
            probed.ShouldContain(fact);
        }
    }

    // A workflow that a tool wrote into the file, and a filter that finds something all the time.
    [Fact]
    public async Task What_a_file_says_of_itself_does_not_hide_its_colours()
    {
        string clip = Make("clip.mp4",
            [
                "-f", "lavfi", "-i", "color=black:size=320x180:rate=24:d=8,geq=lum='if(mod(floor(N/4),2),16,200)':cb=128:cr=128", "-vf", "format=yuv420p,setparams=colorspace=bt709", "-colorspace", "bt709",
                "-metadata", $"comment=  Stream #0:0: Video: h264 (smpte170m)\n{string.Concat(Enumerable.Repeat("{\"node\": 1}, ", 2000))}",
            ]);

        ClipLook look = await new FfmpegFinisher(Studio.Program).LookAsync(clip, 180, checks: true, _studio.Path("look"), CancellationToken.None);

        look.Matrix.ShouldBe("bt709");
        look.Checks!.BlackSeconds.ShouldBeGreaterThan(3);
        Directory.GetFiles(_studio.Folder, "look*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clip_of_hours_is_delivered_as_it_came()
    {
        string clip = Make("clip.mp4", ["-f", "lavfi", "-i", "color=gray:size=32x32:rate=1", "-t", "7200"]);

        ClipFinishing done = (await FinishAsync(clip, 1, [], FinishingStep.Normalize))!;

        (done.Clip, done.Warnings.ShouldHaveSingleItem()).ShouldBe((null, "The clip is delivered as it came; it was not finished: it is longer than 10 minutes."));
    }

    [Fact]
    public async Task A_clip_that_shows_something_else_is_left_as_it_is()
    {
        string first = _studio.Draw("first.png", "mandelbrot=size=640x360");
        string clip = Make("clip.mp4", ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=24", "-t", "1"]);

        ClipFinishing done = (await FinishAsync(clip, 1, [first, first], FinishingStep.ColourMatch))!;

        done.ColourMatch!.Applied.ShouldBeFalse();
        done.ColourMatch.Reason!.ShouldContain("something else");
        done.Clip.ShouldBeNull();
    }

    [Theory]
    [InlineData("color=black:size=320x180:rate=24:d=1[a];testsrc2=size=320x180:rate=24:d=2[b];[a][b]concat", "black")]
    [InlineData("testsrc2=size=320x180:rate=24:d=1,loop=48:1:23", "Nothing moves")]
    [InlineData("mandelbrot=size=320x180:rate=24,trim=duration=1[a];color=white:size=320x180:rate=24:d=1,noise=alls=30[b];[a]format=yuv420p[c];[b]format=yuv420p[d];[c][d]concat", "cut inside")]
    [InlineData("color=white:size=320x180:rate=24:d=2,geq=lum='if(mod(floor(N/2),2),235,16)':cb=128:cr=128", "flashes")]
    public async Task What_is_wrong_with_a_picture_is_found_without_eyes(string source, string warning)
    {
        string clip = Make("clip.mp4", ["-filter_complex", source]);

        ClipFinishing done = (await FinishAsync(clip, 3, [], FinishingStep.Checks))!;

        done.Checks.ShouldNotBeNull(string.Join(' ', done.Warnings));
        done.Warnings.ShouldContain(w => w.Contains(warning, StringComparison.Ordinal), $"{done.Checks}");
        done.Clip.ShouldBeNull();
    }

    [Fact]
    public async Task A_sound_clip_gives_no_warning()
    {
        string clip = Make("clip.mp4", ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24", "-t", "2"]);

        (await FinishAsync(clip, 2, [], FinishingStep.Checks))!.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/nowhere/ffmpeg")]
    [InlineData(null)]
    public async Task What_cannot_be_finished_costs_no_clip(string? program)
    {
        string clip = _studio.Path("text.mp4");
        await File.WriteAllTextAsync(clip, "no clip");

        ClipFinishing done = (await FinishAsync(clip, 1, [], program is null ? Studio.Program : program, FinishingStep.Normalize))!;

        done.Clip.ShouldBeNull();
        done.Warnings.ShouldHaveSingleItem().ShouldContain("delivered as it came");
    }

    private Task<ClipFinishing?> FinishAsync(string clip, decimal wanted, string[] stills, params FinishingStep[] steps) => FinishAsync(clip, wanted, stills, Studio.Program, steps);

    private async Task<ClipFinishing?> FinishAsync(string clip, decimal wanted, string[] stills, string program, params FinishingStep[] steps)
    {
        var step = new FinishStep(
            new FfmpegFinisher(program), new StillSampler(Studio.Program, 100_000_000), new FolderMediaStore(_studio.Path("media")), null,
            new AgentOptions { Home = _studio.Folder, WorkFolder = _studio.Folder }, TimeProvider.System);
        Job job = Samples.Job() with
        {
            WantedSeconds = wanted,
            Stills = [.. stills.Select((s, i) => new FrameStill($"F{i}", $"file://{s}", s, FileHash.Of(s), "image/png", 640, 360, new FileInfo(s).Length))],
            Finishing = new FinishingOptions { Steps = [.. steps] },
        };
        return await step.RunAsync(job, ClipOf(clip), clip, CancellationToken.None);
    }

    private static Clip ClipOf(string file)
    {
        ClipFacts facts = new(1, 1, 1, 1, 24, "none");
        try
        {
            using FileStream stream = File.OpenRead(file);
            facts = ClipReader.Read(stream);
        }
        catch (NotAClipException)
        {
            // What is tested is a file that cannot be read.
        }

        return new Clip
        {
            Address = new Uri(file),
            Path = "projects/p/e/segments/segment_1_1.mp4",
            Take = 1,
            DurationSeconds = facts.DurationSeconds,
            Width = facts.Width,
            Height = facts.Height,
            FramesPerSecond = facts.FramesPerSecond,
            Frames = facts.Frames,
            Codec = facts.Codec,
            Sha256 = FileHash.Of(file),
            FileSize = new FileInfo(file).Length,
        };
    }

    // The mark stands behind what ffmpeg wrote.
    private void ShouldBeMadeAgainBy(FinishedClip copy, string clip)
    {
        string again = _studio.Path("again.mp4");
        Studio.Run("/bin/sh", ["-c", $"\"{Studio.Program}\" -loglevel error -y -i \"{clip}\" {copy.Recipe} \"{again}\""]);
        byte[] bytes = File.ReadAllBytes(again), whole = File.ReadAllBytes(new Uri(copy.VideoUrl).LocalPath);
        whole.AsSpan(0, bytes.Length).SequenceEqual(bytes).ShouldBeTrue();
    }

    private string Make(string name, string[] arguments)
    {
        Studio.Run(Studio.Program, ["-loglevel", "error", "-y", .. arguments, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-pix_fmt", "yuv420p", $"file:{_studio.Path(name)}"]);
        return _studio.Path(name);
    }

    private string Probe(string file, string entries)
    {
        string name = Path.GetRandomFileName();
        File.Copy(file, _studio.Path(name));
        return _studio.Probe(name, entries);
    }

    private static double Psnr(string one, string other)
    {
        string told = Studio.Run(Studio.Program, ["-hide_banner", "-nostdin", "-i", $"file:{one}", "-i", $"file:{other}", "-filter_complex", "[0][1]psnr", "-f", "null", "-"]);
        return double.Parse(Average().Match(told).Groups["db"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"crop=\d+:\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Crop();

    [GeneratedRegex(@"average:(?<db>\d+\.\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Average();
}
