using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Jobs;
using VideoGen.Testing;
using VideoGen.Testing.Jobs;

namespace VideoGen.Tests.Jobs;

public sealed class OwnedJobsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly OwnedJobsOptions Options = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), 20);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_job_that_comes_back_from_a_dead_node_does_not_wait_for_the_time_that_it_had_here()
    {
        var store = new MemoryLedgerStore();
        using var ledger = new MemoryLedger(store, _time);
        using var other = new MemoryLedger(store, _time);
        await ledger.CreateAsync(Samples.Request("a", 1, _time.GetUtcNow()) with { Owner = "n1" }, default);
        var steps = new ConcurrentQueue<DateTimeOffset>();
        await using var runner = new JobRunner((_, _) => Step(steps), _time, NullLogger.Instance);
        await using var owned = Owned(ledger, ledger, runner);
        await owned.PassAsync(new NodeView(["n1", "n2"], [], MayAct: true), default);
        await StepsAsync(steps, 1);

        // The other takes a step, as it does for a webhook, owns the job from then on, and dies.
        Job job = (await other.ListJobsAsync("req_a", default))[0];
        await other.ClaimAsync(job.Id, "n2", _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1), wake: true, default);
        (await other.CommitAsync(Samples.Step(job, JobState.Queued, _time.GetUtcNow()), default)).ShouldBeTrue();
        await owned.PassAsync(new NodeView(["n1"], ["n2"], MayAct: true), default);

        owned.TakenOver.ShouldBe(1);
        await StepsAsync(steps, 2);
        steps.ShouldBe([_time.GetUtcNow(), _time.GetUtcNow()]);
    }

    [Fact]
    public async Task A_ledger_that_says_nothing_does_not_hold_up_the_end()
    {
        using var ledger = new MemoryLedger(new MemoryLedgerStore(), _time);
        await using var runner = new JobRunner((_, _) => Task.FromResult<NextStep?>(null), _time, NullLogger.Instance);
        await using var owned = Owned(new SilentOwners(), ledger, runner);

        Task stopping = owned.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(3));

        await stopping.WaitAsync(Limit);
    }

    private Task<NextStep?> Step(ConcurrentQueue<DateTimeOffset> steps)
    {
        steps.Enqueue(_time.GetUtcNow());
        return Task.FromResult<NextStep?>(new NextStep(_time.GetUtcNow() + TimeSpan.FromMinutes(1), StepKind.Follow));
    }

    private OwnedJobs Owned(IJobOwners owners, ILedger ledger, JobRunner runner) => new("n1", new OneNode("n1"), owners, ledger, runner, Options, _time, NullLogger.Instance);

    private static async Task StepsAsync<T>(ConcurrentQueue<T> steps, int count)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (steps.Count < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class SilentOwners : IJobOwners
    {
        public ValueTask<JobTakeOver> TakeOverAsync(string owner, NodeView view, int most, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken) => Never<JobTakeOver>();

        public ValueTask<int> GiveBackAsync(string owner, CancellationToken cancellationToken) => Never<int>();

        public ValueTask<ImmutableArray<PendingTick>> ListOwnedAsync(string owner, CancellationToken cancellationToken) => Never<ImmutableArray<PendingTick>>();

        public ValueTask<string?> FindOwnerAsync(string jobId, CancellationToken cancellationToken) => Never<string?>();

        public ValueTask<ImmutableDictionary<string, int>> CountOwnedAsync(CancellationToken cancellationToken) => Never<ImmutableDictionary<string, int>>();

        private static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);
    }
}
