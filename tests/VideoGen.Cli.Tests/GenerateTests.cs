using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Tests;

public sealed class GenerateTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task All_rendered_exits_with_0_and_prints_a_table()
    {
        (await _run.RunAsync("generate", "request.json")).ShouldBe(0);

        _run.Output.ShouldContain("SEGMENT_1");
        _run.Output.ShouldContain("file:///media/segment_1_1.mp4");
        _run.Error.ShouldBeEmpty();
        _run.Agent.Disposed.ShouldBeTrue();
        _run.Agent.Calls.ShouldHaveSingleItem().LocalFolder.ShouldBe(_run.Folder);
    }

    [Theory]
    [InlineData(FailureError.ProviderError, 3)]
    [InlineData(FailureError.Cancelled, 3)]
    [InlineData(FailureError.NotAttempted, 3)]
    [InlineData(FailureError.ProviderPending, 4)]
    [InlineData(FailureError.SubmissionUnknown, 4)]
    public async Task What_is_not_delivered_decides_the_exit_code(FailureError error, int code)
    {
        _run.Agent.OnSynthesize = Given(Example.Answer(Example.Failed(error)));

        (await _run.RunAsync("generate", "request.json", "--json")).ShouldBe(code);
    }

    [Fact]
    public async Task A_submit_that_can_never_be_looked_up_is_no_reason_to_ask_again()
    {
        _run.Agent.OnSynthesize = Given(Example.Answer(Example.Failed(FailureError.SubmissionUnknown) with { Stage = null }));

        (await _run.RunAsync("generate", "request.json")).ShouldBe(3);
        _run.Error.ShouldNotContain("videogen status");
    }

    [Theory]
    [InlineData(MediaStatus.Stored, 0)]
    [InlineData(MediaStatus.Pending, 4)]
    [InlineData(MediaStatus.Refused, 3)]
    public async Task Where_the_media_store_does_not_have_a_clip_the_exit_code_says_so_and_the_text_why(MediaStatus status, int code)
    {
        VideoSegment clip = Example.Delivered(1, 1, ["SCENE_1_SHOT_1"]) with
        {
            MediaStatus = status,
            MediaProblem = status is MediaStatus.Stored ? null : "400 alt: required",
            MediaNextStep = status is MediaStatus.Refused ? "Fill alt. Then run 'videogen redeliver job_1'." : null,
        };
        _run.Agent.OnSynthesize = Given(Example.Answer() with { VideoSegments = [clip] });

        (await _run.RunAsync("generate", "request.json")).ShouldBe(code);
        _run.Output.Contains("400 alt: required").ShouldBe(status is not MediaStatus.Stored);
        _run.Output.Contains("videogen redeliver job_1").ShouldBe(status is MediaStatus.Refused);
    }

    [Fact]
    public async Task A_failed_segment_outweighs_a_pending_one()
    {
        _run.Agent.OnSynthesize = Given(Example.Answer(Example.Failed(FailureError.ProviderPending), Example.Failed(FailureError.ProviderError, 3)));

        (await _run.RunAsync("generate", "request.json")).ShouldBe(3);
    }

    [Fact]
    public async Task With_json_stdout_is_the_answer_and_nothing_else()
    {
        _run.Agent.OnSynthesize = (_, progress, _) =>
        {
            progress!.Report(Progress(JobState.Running, "segment 1 of 1: rendering"));
            return Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Example.Answer()));
        };

        await _run.RunAsync("generate", "request.json", "--json");

        JsonNode.Parse(_run.Output)!["request_id"]!.GetValue<string>().ShouldBe(Example.RequestId);
        _run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_exits_with_2_and_says_code_place_and_remedy()
    {
        _run.Agent.OnSynthesize = (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Refused(Example.Refusal()));

        (await _run.RunAsync("generate", "request.json")).ShouldBe(2);

        _run.Output.ShouldBeEmpty();
        _run.Error.ShouldContain("frames_missing at /generated_frames");
        _run.Error.ShouldContain("Send at least one frame.");
    }

    [Fact]
    public async Task The_command_line_changes_provider_and_wait_and_keeps_everything_else()
    {
        await File.WriteAllTextAsync(_run.PathOf("request.json"), "\uFEFF" + """{ "generated_frames": [], "storyboard_frames": [], "extra": { "x": "é" } }""");

        await _run.RunAsync("generate", "request.json", "--provider", "animatic", "--wait", "600");

        JsonNode sent = _run.Agent.Synthesized.ShouldHaveSingleItem()!;
        sent["video_settings"]!["provider_override"]!.GetValue<string>().ShouldBe("animatic");
        sent["wait_seconds"]!.GetValue<double>().ShouldBe(90);
        sent["extra"]!["x"]!.GetValue<string>().ShouldBe("é");
    }

    [Fact]
    public async Task A_request_from_a_pipe_starts_from_the_working_folder()
    {
        _run.Input = Example.Request;

        (await _run.RunAsync("generate", "-")).ShouldBe(0);

        _run.Agent.Calls.ShouldHaveSingleItem().LocalFolder.ShouldBe(_run.Folder);
    }

    [Fact]
    public async Task A_long_wait_goes_on_asking()
    {
        int asked = 0;
        _run.Agent.OnSynthesize = Given(Example.Answer(Example.Failed(FailureError.ProviderPending)));
        _run.Agent.OnGet = _ => new Answer<SynthesisAnswer>.Given(++asked < 2 ? Example.Answer(Example.Failed(FailureError.ProviderPending)) : Example.Answer());

        (await _run.RunAsync("generate", "request.json", "--wait", "300")).ShouldBe(0);

        _run.Agent.Got.ShouldBe([$"{Example.RequestId} 90", $"{Example.RequestId} 90"]);
    }

    [Fact]
    public async Task Progress_is_one_line_for_each_news_where_nobody_looks()
    {
        _run.Agent.OnSynthesize = (_, progress, _) =>
        {
            progress!.Report(Progress(JobState.Queued, "segment 1 of 1: in queue"));
            progress.Report(Progress(JobState.Running, "segment 1 of 1: rendering, 10 %"));
            progress.Report(Progress(JobState.Running, "segment 1 of 1: rendering, 60 %"));
            progress.Report(Progress(JobState.Succeeded, "segment 1 of 1: done\u001b[2J"));
            return Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Example.Answer()));
        };

        await _run.RunAsync("generate", "request.json");

        _run.Error.ReplaceLineEndings("\n").ShouldBe("""
            SEGMENT_1  segment 1 of 1: in queue
            SEGMENT_1  segment 1 of 1: rendering, 10 %
            SEGMENT_1  segment 1 of 1: done [2J

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task On_a_terminal_progress_is_a_bar_that_never_falls()
    {
        _run.ErrorIsTerminal = true;
        _run.Environment = _run.Environment.Add("NO_COLOR", "1");
        _run.Agent.OnSynthesize = (_, progress, _) =>
        {
            progress!.Report(Progress(JobState.Running, "rendering") with { Fraction = 0.5 });
            progress.Report(Progress(JobState.Running, "rendering") with { Fraction = 0.25 });
            return Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Example.Answer()));
        };

        await _run.RunAsync("generate", "request.json");

        _run.Error.Split("50 %").Length.ShouldBe(3);
        _run.Error.ShouldContain("━━━━━━━━━━━━────────────");
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_keeps_the_job_and_says_how_to_go_on()
    {
        _run.Agent.OnSynthesize = (_, progress, cancellation) =>
        {
            progress!.Report(Progress(JobState.Running, "rendering"));
            _run.Interrupt();
            cancellation.IsCancellationRequested.ShouldBeTrue();
            return Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Example.Answer(Example.Failed(FailureError.ProviderPending))));
        };

        (await _run.RunAsync("generate", "request.json", "--wait", "900")).ShouldBe(4);

        _run.Error.ShouldContain($"videogen status {Example.RequestId} --wait 90");
        _run.Error.ShouldContain("Nothing was cancelled.");
        _run.Output.ShouldContain("SEGMENT_1");
    }

    [Fact]
    public async Task Ctrl_C_inside_a_call_that_gives_up_still_tells_where_everything_stands()
    {
        _run.Agent.OnSynthesize = (_, progress, cancellation) =>
        {
            progress!.Report(Progress(JobState.Running, "rendering"));
            _run.Interrupt();
            throw new OperationCanceledException(cancellation);
        };
        _run.Agent.OnGet = _ => new Answer<SynthesisAnswer>.Given(Example.Answer(Example.Failed(FailureError.ProviderPending)));

        (await _run.RunAsync("generate", "request.json", "--json")).ShouldBe(4);

        _run.Agent.Got.ShouldBe([$"{Example.RequestId} 0"]);
        _run.Error.ShouldContain(Example.RequestId);
    }

    [Fact]
    public async Task Ctrl_C_before_anything_was_begun_says_so()
    {
        _run.Agent.OnSynthesize = (_, _, cancellation) =>
        {
            _run.Interrupt();
            throw new OperationCanceledException(cancellation);
        };

        (await _run.RunAsync("generate", "request.json")).ShouldBe(130);
        _run.Error.ShouldContain("before anything was begun");
    }

    private static Func<JsonNode?, IProgress<SegmentProgress>?, CancellationToken, Task<Answer<SynthesisAnswer>>> Given(SynthesisAnswer answer) =>
        (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(answer));

    private static SegmentProgress Progress(JobState state, string message) => new(Example.RequestId, "SEGMENT_1", 1, 1, state, 0.1, message);
}
