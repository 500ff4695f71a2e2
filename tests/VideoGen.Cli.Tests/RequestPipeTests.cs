using System.Diagnostics;

namespace VideoGen.Cli.Tests;

/// <summary>Pipes and devices among the files: a request may come through one, nothing else is waited for.</summary>
public sealed class RequestPipeTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_request_comes_through_a_pipe()
    {
        if (Pipe() is not { } pipe)
        {
            return;
        }

        Task<int> run = _run.RunAsync("plan", "pipe");
        await using (var writer = new StreamWriter(new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)))
        {
            await writer.WriteAsync(Example.Request);
        }

        (await run).ShouldBe(0);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_for_a_pipe_that_nobody_writes_to()
    {
        if (Pipe() is not { } pipe)
        {
            return;
        }

        Task<int> run = _run.RunAsync("plan", "pipe");
        _run.Interrupt();

        (await run).ShouldBe(ExitCode.Interrupted);
        await using var free = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite); // whoever still opens it goes on
    }

    [Fact]
    public async Task A_bundle_is_a_file()
    {
        if (Pipe() is null)
        {
            return;
        }

        (await _run.RunAsync("audit", "verify", "pipe")).ShouldBe(ExitCode.BadInput);
        _run.Error.ShouldContain("no regular file");
        (await _run.RunAsync("audit", "verify", ".")).ShouldBe(ExitCode.BadInput);
        _run.Error.ShouldContain("is a folder");
    }

    [Fact]
    public async Task A_storyboard_to_import_is_a_file()
    {
        if (Pipe("story.csv") is null)
        {
            return;
        }

        (await _run.RunAsync("import", "story.csv")).ShouldBe(ExitCode.BadInput);
        _run.Error.ShouldContain("no regular file");
    }

    private string? Pipe(string name = "pipe")
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        using Process made = Process.Start("mkfifo", _run.PathOf(name));
        made.WaitForExit();
        return _run.PathOf(name);
    }
}
