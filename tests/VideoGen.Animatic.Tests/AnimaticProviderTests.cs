using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using VideoGen.Animatic.Rendering;
using VideoGen.Animatic.Tests.Rendering;
using VideoGen.Catalog;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Animatic.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class AnimaticProviderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Studio _studio = new();
    private readonly Bell _bell = new();

    public void Dispose() => _studio.Dispose();

    [Fact]
    public async Task Submit_GoodOrder_EndsInAClipWithItsNotes()
    {
        await using AnimaticProvider provider = Provider();
        ProviderJob job = await SubmitAsync(provider, "job-1", "pan, florble swirl");
        job.ShouldBe(new ProviderJob("job-1", "animatic"));
        await _bell.RungAsync("job-1");
        ProviderClip clip = (await provider.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Succeeded>().Clip;
        clip.Address.IsFile.ShouldBeTrue();
        clip.ContentType.ShouldBe("video/mp4");
        clip.FileSize.ShouldBe(new FileInfo(clip.Address.LocalPath).Length);
        clip.BilledUnits.ShouldBe(0);
        clip.Notes.ShouldContain(n => n.Contains("florble swirl"));
        clip.Notes.ShouldContain(n => n.Contains("no direction"));
        Directory.GetFiles(Renders).Select(Path.GetFileName).Order().ShouldBe(["job-1.json", "job-1.mp4"]);

        await using AnimaticProvider later = Provider();
        (await later.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Succeeded>().Clip.Notes.ShouldBe(clip.Notes);
        (await later.CancelAsync(job, default)).ShouldBe(CancelResult.AlreadyCompleted);
    }

    [Fact]
    public async Task Prepare_Order_IsSnakeCaseAndComplete()
    {
        await using AnimaticProvider provider = Provider();
        JsonNode payload = JsonNode.Parse(await PayloadAsync(provider, "push in"))!;
        payload["renderer"]!.GetValue<string>().ShouldBe("animatic/2");
        payload["frames"]!.GetValue<int>().ShouldBe(48);
        payload["seconds"]!.GetValue<decimal>().ShouldBe(2);
        payload["prompt"]!.GetValue<string>().ShouldBe("a \"prompt\"");
        payload["camera_notes"]![0]!.GetValue<string>().ShouldBe("push in");
        payload["stills"]![0]!["frame_id"]!.GetValue<string>().ShouldBe("SCENE_1_SHOT_1");
        payload["stills"]![0]!["sha256"]!.GetValue<string>().ShouldBe(_studio.Sha256("still.png"));
        payload["motion_strength"]!.GetValue<double>().ShouldBe(0.5);
        (await PayloadAsync(provider, "push in")).ShouldBe(payload.ToJsonString());
    }

    [Fact]
    public async Task Submit_StillThatIsGone_FailsForGoodAndSaysWhich()
    {
        ProviderJob job;
        await using (AnimaticProvider provider = Provider())
        {
            string payload = await PayloadAsync(provider, "push in");
            File.Delete(_studio.Path("still.png"));
            job = Accepted(await provider.SubmitAsync(new Submission("job-2", "animatic", payload), default));
            await _bell.RungAsync("job-2");
        }

        await using AnimaticProvider later = Provider();
        ProviderFailure failure = (await later.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Failed>().Failure;
        failure.Error.ShouldBe(FailureError.ProviderError);
        failure.Billed.ShouldBe(Billed.No);
        failure.ProviderCode.ShouldBe("still_missing");
        failure.Message.ShouldContain("SCENE_1_SHOT_1");
        failure.NextStep.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Submit_EncoderKilled_IsRenderedAgainTwiceAndThenFails()
    {
        string shim = HangingFfmpeg();
        await using AnimaticProvider provider = Provider(shim);
        ProviderJob job = await SubmitAsync(provider, "job-3", "push in");
        for (int kill = 1; kill <= 3; kill++)
        {
            using (Process encoder = Process.GetProcessById(await HungAsync()))
            {
                JobStatus during = await provider.GetStatusAsync(job, default);
                (kill == 1 ? during is JobStatus.Running : during is JobStatus.Unreachable { Message: var why } && why.Contains("signal 9")).ShouldBeTrue();
                encoder.Kill();
            }

            await _bell.RungAsync("job-3");
            if (kill < 3)
            {
                (await provider.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Unreachable>().Message.ShouldContain("signal 9");
                await provider.GetStatusAsync(job, default);
            }
        }

        ProviderFailure failure = (await provider.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Failed>().Failure;
        failure.ProviderCode.ShouldBe("ffmpeg_killed");
        failure.Message.ShouldContain("signal 9");
        Directory.GetFiles(Renders).Select(Path.GetFileName).Order().ShouldBe(["job-3.failed.json", "job-3.json"]);
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("stuck")]
    [InlineData("missing")]
    [InlineData("full")]
    public async Task Submit_WhatWasInTheWayIsGone_IsRenderedAfterAll(string fault)
    {
        string broken = _studio.Path("broken");
        string what = fault is "full" ? "cat > /dev/null; LC_ALL=C cp /bin/sh /dev/full; exit 1" : $"echo $$ > '{_studio.Path("hung")}'; exec tail -f /dev/null";
        string shim = _studio.Shim("broken-ffmpeg", $"if [ -e '{broken}' ]; then case \"$*\" in *libx264*) {what};; esac; fi; exec \"$REAL\" \"$@\"");
        Studio.Run("mkfifo", [_studio.Path("hung")]);
        await File.WriteAllTextAsync(broken, "");
        var time = new ManualTime();
        await using AnimaticProvider provider = Provider(shim, time);
        if (fault is "missing")
        {
            File.Move(shim, shim + ".away");
        }

        ProviderJob job = await SubmitAsync(provider, "job-5", "push in");
        if (fault is "killed" or "stuck")
        {
            using Process encoder = Process.GetProcessById(await HungAsync());
            File.Delete(broken);
            if (fault is "killed")
            {
                encoder.Kill();
            }
            else
            {
                time.Advance(AnimaticRenderer.LongestSilence);
            }
        }

        await _bell.RungAsync("job-5");
        string reason = (await provider.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Unreachable>().Message;
        reason.ShouldContain(fault switch { "killed" => "signal 9", "stuck" => "did nothing for 120 s", "missing" => "apt-get install ffmpeg", _ => "disk is full" });
        File.Delete(broken);
        if (fault is "missing")
        {
            File.Move(shim + ".away", shim);
        }

        await provider.GetStatusAsync(job, default);
        await _bell.RungAsync("job-5");
        (await provider.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Succeeded>();
    }

    [Fact]
    public async Task Check_FfmpegThatHangs_IsNamed()
    {
        Studio.Run("mkfifo", [_studio.Path("hung")]);
        var time = new ManualTime();
        await using AnimaticProvider provider = Provider(_studio.Shim("mute", $"echo $$ > '{_studio.Path("hung")}'; exec tail -f /dev/null"), time);
        Task<System.Collections.Immutable.ImmutableArray<Contract.Problem>> check = provider.CheckAsync(default).AsTask();
        await HungAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        (await check)[0].Message.ShouldContain("did not answer within 60 s");
    }

    [Fact]
    public async Task Cancel_RunningRender_StopsItForGood()
    {
        await using AnimaticProvider provider = Provider(HangingFfmpeg());
        ProviderJob job = await SubmitAsync(provider, "job-4", "push in");
        await HungAsync();
        (await provider.CancelAsync(job, default)).ShouldBe(CancelResult.Removed);
        (await provider.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Cancelled>();
        await using AnimaticProvider later = Provider();
        (await later.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Cancelled>();
        Directory.GetFiles(Renders, "*.part").ShouldBeEmpty();
        (await later.CancelAsync(job with { RequestId = "unknown" }, default)).ShouldBe(CancelResult.NotFound);
    }

    [Fact]
    public async Task GetStatus_RenderOfAProcessThatEnded_IsTakenOver()
    {
        ProviderJob job;
        await using (AnimaticProvider first = Provider(HangingFfmpeg()))
        {
            job = await SubmitAsync(first, "job-5", "push in");
            await HungAsync();

            // While the first renders, another one leaves it alone.
            await using AnimaticProvider beside = Provider();
            (await beside.GetStatusAsync(job, default)).ShouldBe(new JobStatus.Running(null));
        }

        File.Exists(Path.Combine(Renders, "job-5.failed.json")).ShouldBeFalse();
        await File.WriteAllTextAsync(Path.Combine(Renders, "job-5.mp4.1.part"), "left by a dead process");
        await using AnimaticProvider second = Provider();
        (await second.GetStatusAsync(job, default)).ShouldBeAssignableTo<JobStatus>().ShouldNotBeOfType<JobStatus.Gone>();
        await _bell.RungAsync("job-5");
        (await second.GetStatusAsync(job, default)).ShouldBeOfType<JobStatus.Succeeded>();
        Directory.GetFiles(Renders, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_OrderOnDisk_IsFound()
    {
        await using AnimaticProvider provider = Provider(_studio.Path("no/ffmpeg"));
        var submission = new Submission("job-6", "animatic", await PayloadAsync(provider, "push in"));
        (await provider.FindAsync(submission, default, default)).ShouldBeOfType<FindResult.Absent>();
        (await provider.GetStatusAsync(new ProviderJob("job-6", "animatic"), default)).ShouldBeOfType<JobStatus.Gone>();
        Accepted(await provider.SubmitAsync(submission, default));
        (await provider.FindAsync(submission, default, default)).ShouldBe(new FindResult.Found(new ProviderJob("job-6", "animatic")));
        await _bell.RungAsync("job-6");
        (await provider.GetStatusAsync(new ProviderJob("job-6", "animatic"), default)).ShouldBeOfType<JobStatus.Unreachable>().Message.ShouldContain("ffmpeg was not found");
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("ä")]
    public async Task Submit_UnsafeJobId_IsRefused(string id)
    {
        await using AnimaticProvider provider = Provider();
        (await provider.SubmitAsync(new Submission(id, "animatic", "{}"), default)).ShouldBeOfType<SubmitResult.Refused>();
        (await provider.GetStatusAsync(new ProviderJob(id, "animatic"), default)).ShouldBeOfType<JobStatus.Gone>();
        (await provider.CancelAsync(new ProviderJob(id, "animatic"), default)).ShouldBe(CancelResult.NotFound);
    }

    [Fact]
    public async Task Submit_RenderFolderCannotBeWritten_IsRefused()
    {
        await using AnimaticProvider provider = Provider();
        string payload = await PayloadAsync(provider, "push in");
        await File.WriteAllTextAsync(Renders, "a file where the folder should be");
        SubmitResult.Refused refused = (await provider.SubmitAsync(new Submission("job-7", "animatic", payload), default)).ShouldBeOfType<SubmitResult.Refused>();
        refused.Failure.NextStep.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Check_Ffmpeg_IsProvedOrNamed()
    {
        await using AnimaticProvider good = Provider();
        (await good.CheckAsync(default)).ShouldBeEmpty();
        await using AnimaticProvider none = Provider(_studio.Path("no/ffmpeg"));
        (await none.CheckAsync(default)).ShouldHaveSingleItem().Code.ShouldBe("ffmpeg_missing");
        await using AnimaticProvider poor = Provider(_studio.Shim("poor", "echo ' V..... mpeg4'"));
        (await poor.CheckAsync(default)).ShouldHaveSingleItem().Code.ShouldBe("ffmpeg_unusable");
        await using AnimaticProvider broken = Provider(_studio.Shim("broken", "exit 1"));
        (await broken.CheckAsync(default)).ShouldHaveSingleItem().Remedy.ShouldContain("VIDEOGEN_FFMPEG");
    }

    [Fact]
    public async Task Submit_ManyOrders_AllEnd()
    {
        await using AnimaticProvider provider = Provider();
        string[] ids = [.. Enumerable.Range(0, 5).Select(i => $"many-{i}")];
        foreach (string id in ids)
        {
            await SubmitAsync(provider, id, "static");
        }

        (await provider.GetStatusAsync(new ProviderJob("many-4", "animatic"), default)).ShouldBeOfType<JobStatus.Queued>().Position.ShouldNotBeNull().ShouldBeInRange(1, 4);
        foreach (string id in ids)
        {
            await _bell.RungAsync(id);
            (await provider.GetStatusAsync(new ProviderJob(id, "animatic"), default)).ShouldBeOfType<JobStatus.Succeeded>();
        }
    }

    private string Renders => Path.Combine(_studio.Folder, "renders");

    private AnimaticProvider Provider(string? ffmpeg = null, TimeProvider? time = null) =>
        new(new AnimaticOptions { Home = _studio.Folder, FfmpegPath = ffmpeg ?? Studio.Program, Parallel = 1 }, _bell, time ?? TimeProvider.System);

    // Decodes as ever, but the encoder says its number and then waits for its end.
    private string HangingFfmpeg()
    {
        Studio.Run("mkfifo", [_studio.Path("hung")]);
        return _studio.Shim("hanging", $"case \"$*\" in *libx264*) echo $$ > '{_studio.Path("hung")}'; exec tail -f /dev/null;; *) exec \"$REAL\" \"$@\";; esac");
    }

    private Task<int> HungAsync() => Task.Run(() => int.Parse(File.ReadAllText(_studio.Path("hung")))).WaitAsync(Patience);

    private async Task<ProviderJob> SubmitAsync(AnimaticProvider provider, string id, string notes) =>
        Accepted(await provider.SubmitAsync(new Submission(id, "animatic", await PayloadAsync(provider, notes)), default));

    private static ProviderJob Accepted(SubmitResult result) => result.ShouldBeOfType<SubmitResult.Accepted>().Job;

    private async Task<string> PayloadAsync(AnimaticProvider provider, string notes)
    {
        string still = _studio.Path("still.png");
        if (!File.Exists(still))
        {
            _studio.Disc("still.png", 640, 360);
        }

        var order = new SegmentOrder
        {
            JobId = "unused",
            Preset = new ModelPreset
            {
                Model = "animatic",
                Mode = PresetMode.ImageToVideo,
                FirstFrameField = "first",
                Duration = new PresetDuration { Form = DurationForm.Frames },
                Price = new PresetPrice(),
                Output = new PresetOutput(320, 180, 24),
            },
            Prompt = "a \"prompt\"",
            Stills = [new FrameStill("SCENE_1_SHOT_1", still, still, _studio.Sha256("still.png"), "image/png", 640, 360, 1)],
            CameraNotes = [notes],
            SlotSeconds = 2,
            MotionStrength = 0.5,
        };
        return (await provider.PrepareAsync(order, default)).ShouldBeOfType<PrepareResult.Ready>().Payload;
    }

    private sealed class Bell : IJobSchedule
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _rung = new();

        public int Count => 0;

        public void TickAt(string jobId, DateTimeOffset at, StepKind kind = StepKind.Follow) => Of(jobId).TrySetResult();

        public async Task RungAsync(string jobId)
        {
            await Of(jobId).Task.WaitAsync(Patience);
            _rung.TryRemove(jobId, out _); // the next ring is another one
        }

        private TaskCompletionSource Of(string jobId) =>
            _rung.GetOrAdd(jobId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
