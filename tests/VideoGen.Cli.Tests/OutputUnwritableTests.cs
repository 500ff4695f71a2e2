using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Tests;

/// <summary>What comes of a call whose stdout or stderr takes nothing, as a full disk or <c>/dev/full</c> does.</summary>
public sealed class OutputUnwritableTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("plan", "request.json")]
    [InlineData("plan", "request.json", "--json")]
    [InlineData("plan", "nowhere.json", "--json")]
    [InlineData("--help")]
    public async Task It_is_a_named_problem_on_stderr_and_nothing_is_written_again(params string[] arguments)
    {
        using var full = new FullWriter();
        _run.OutputInstead = full;

        (await _run.RunAsync(arguments)).ShouldBe(ExitCode.Broken);

        _run.Error.ShouldContain("output_unwritable");
        _run.Error.ShouldContain("stdout cannot be written: No space left on device.");
        _run.Error.ShouldNotContain("internal_error");
        full.Writes.ShouldBe(1);
    }

    [Theory]
    [InlineData("generate", "request.json")]
    [InlineData("generate", "request.json", "--json")]
    [InlineData("status", Example.RequestId, "--json")]
    public async Task A_request_that_exists_is_named(params string[] arguments)
    {
        using var full = new FullWriter();
        _run.OutputInstead = full;

        (await _run.RunAsync(arguments)).ShouldBe(ExitCode.Broken);

        _run.Error.ShouldContain($"'videogen status {Example.RequestId}'");
        _run.Error.ShouldContain("Do not order again.");
    }

    [Fact]
    public async Task A_defect_and_a_full_disk_are_no_crash()
    {
        using var full = new FullWriter();
        _run.OutputInstead = full;
        _run.Agent.OnPlan = _ => throw new InvalidOperationException("A defect.");

        (await _run.RunAsync("plan", "request.json", "--json")).ShouldBe(ExitCode.Broken);
        _run.Error.ShouldContain("output_unwritable");
    }

    [Fact]
    public async Task A_token_that_nobody_has_seen_is_taken_back()
    {
        using var full = new FullWriter();
        _run.OutputInstead = full;
        (await _run.RunAsync("token", "add", "editor", "--scopes", "read")).ShouldBe(ExitCode.Broken);

        _run.OutputInstead = null;
        (await _run.RunAsync("token", "list", "--json")).ShouldBe(0);
        _run.Output.Trim().ShouldBe("[]");
    }

    [Fact]
    public async Task Progress_that_nobody_can_read_ends_no_order()
    {
        using var full = new FullWriter();
        _run.ErrorInstead = full;
        _run.Agent.OnSynthesize = (_, progress, _) =>
        {
            progress!.Report(new SegmentProgress(Example.RequestId, "SEGMENT_1", 1, 1, Jobs.JobState.Running, 0.5, "rendering"));
            return Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Example.Answer()));
        };

        (await _run.RunAsync("generate", "request.json")).ShouldBe(ExitCode.Done);

        full.Writes.ShouldBe(1);
        _run.Output.ShouldContain(Example.RequestId);
    }

    private sealed class FullWriter : StringWriter
    {
        public int Writes { get; private set; }

        public override void Write(char value) => Fail();

        public override void Write(char[] buffer, int index, int count) => Fail();

        public override void Write(string? value) => Fail();

        public override void WriteLine() => Fail();

        public override void WriteLine(string? value) => Fail();

        private void Fail()
        {
            Writes++;
            throw new IOException("No space left on device");
        }
    }
}
