using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Host.Doctor;
using VideoGen.Jobs;

namespace VideoGen.Cli.Tests;

public sealed class McpVerbTests : IDisposable
{
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public async Task Without_arguments_the_server_serves_and_its_code_is_the_answer() =>
        (await RunAsync(() => new ValueTask<int>(7))).ShouldBe(7);

    [Theory]
    [InlineData("--settings", "nowhere.json")]
    [InlineData("--settings=nowhere.json")]
    public async Task Settings_that_cannot_be_read_keep_it_from_starting(params string[] arguments)
    {
        (await RunAsync(() => throw new InvalidOperationException("It must not start."), arguments)).ShouldBe(2);
        _error.ToString().ShouldContain("settings_unreadable");
    }

    [Fact]
    public async Task Anything_else_is_answered_with_the_usage_on_stderr()
    {
        (await RunAsync(() => throw new InvalidOperationException("It must not start."), "--port", "1")).ShouldBe(2);
        _error.ToString().ShouldContain("Usage: videogen mcp");
        (await RunAsync(() => throw new InvalidOperationException("It must not start."), "--help")).ShouldBe(0);
    }

    [Fact]
    public async Task A_broken_ledger_is_said_on_stderr()
    {
        (await RunAsync(() => throw new LedgerException(new Problem("ledger_full", "", "The disk is full.", "Free some space.")))).ShouldBe(5);
        _error.ToString().ShouldContain("Free some space.");
    }

    private Task<int> RunAsync(Func<ValueTask<int>> serve, params string[] arguments) => McpVerb.RunAsync(
        new CliServices
        {
            OpenAgent = (_, _) => throw new InvalidOperationException(),
            ServeStdio = (_, _) => serve(),
            Diagnose = (_, _, _) => new ValueTask<ImmutableArray<Finding>>([]),
            UpgradeLedger = (_, _) => throw new InvalidOperationException(),
            CopyLedger = (_, _) => throw new InvalidOperationException(),
            PushCatalog = (_, _, _) => throw new InvalidOperationException(),
        },
        arguments,
        _error,
        CancellationToken.None);
}
