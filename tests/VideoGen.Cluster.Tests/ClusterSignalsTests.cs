using Microsoft.Extensions.DependencyInjection;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests;

/// <summary>What another node reports reaches whoever waits here.</summary>
public sealed class ClusterSignalsTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly JobSignal Downloading = new("req_1", "job_1", 4, JobState.Downloading);

    private readonly TestFolder _home = new();
    private readonly OrleansNodes _nodes;
    private readonly ServiceProvider _services;
    private readonly ClusterSignals _signals;

    public ClusterSignalsTests()
    {
        var membership = new ScriptedMembership();
        _nodes = new OrleansNodes(membership, membership, new NeverFatal());
        _services = new ServiceCollection().AddVideoGen(o => o.Home = _home.Path).AddSqliteLedger().AddAnimatic().Services.BuildServiceProvider();
        _signals = new ClusterSignals(_nodes, _services);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _signals.Dispose();
        _nodes.Dispose();
        await _services.DisposeAsync();
        _home.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_of_another_node_wakes_who_waits_for_that_request_and_nobody_else()
    {
        using JobSubscription waiting = _signals.Subscribe("req_1");
        using JobSubscription other = _signals.Subscribe("req_2");
        Task<JobSignal> woken = waiting.Signals.ReadAsync().AsTask();
        woken.IsCompleted.ShouldBeFalse();

        _signals.Receive([JobChange.Of(Downloading)]);

        (await woken.WaitAsync(Patience)).ShouldBe(Downloading);
        other.Signals.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public void Who_comes_after_the_message_learns_what_it_said_of_place_and_progress()
    {
        JobSignal running = Downloading with { State = JobState.Running, Progress = 0.4 };

        _signals.Receive([JobChange.Of(running)]);

        Job job = Samples.Job("job_1", "req_1") with { State = JobState.Running, Version = 4 };
        _services.GetRequiredService<AgentServices>().Looks.Of(job).ShouldBe(running);
    }

    [Fact]
    public async Task A_message_of_a_newer_version_with_a_state_that_is_not_known_here_keeps_nobody_from_the_rest_of_it()
    {
        using JobSubscription waiting = _signals.Subscribe("req_1");

        _signals.Receive([JobChange.Of(Downloading) with { State = "Dreaming" }, JobChange.Of(Downloading)]);

        (await waiting.Signals.ReadAsync().AsTask().WaitAsync(Patience)).ShouldBe(Downloading);
        waiting.Signals.TryRead(out _).ShouldBeFalse();
    }

    private sealed class NeverFatal : IFatalErrorHandler
    {
        public bool IsUnexpected(Exception exception) => true;

        public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) => throw new InvalidOperationException(context, exception);
    }
}
