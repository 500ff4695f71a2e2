using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Jobs;
using VideoGen.Testing.Providers;

namespace VideoGen.Tests.Synthesis;

/// <summary>Between the intent and the first byte a node of a cluster looks at both clocks and at its own standing; one node by itself need not.</summary>
public sealed class HeldUpSubmitTests : IDisposable
{
    private const string Node = "n1";
    private static readonly TimeSpan Little = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Much = TimeSpan.FromSeconds(5.001);

    private readonly TwoClocks _time = new();
    private readonly MemoryLedger _inner;
    private readonly WatchedLedger _ledger;
    private readonly ScriptedProvider _provider = new();

    public HeldUpSubmitTests()
    {
        _inner = new MemoryLedger(new MemoryLedgerStore(), _time);
        _ledger = new WatchedLedger(_inner);
    }

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task Nothing_is_sent_when_the_clock_of_intervals_says_that_it_took_too_long() => await UnsentAsync(() => _time.Interval += Much);

    [Fact]
    public async Task Nothing_is_sent_when_the_clock_of_the_day_says_so_after_a_suspend_in_which_the_other_stood_still() => await UnsentAsync(() => _time.Day += Much);

    [Fact]
    public async Task Nothing_is_sent_by_a_node_that_may_not_act_any_more()
    {
        var nodes = new Nodes(true);
        await UnsentAsync(() => nodes.Current = nodes.Current with { MayAct = false }, nodes);
    }

    [Fact]
    public async Task A_node_that_was_quick_enough_sends_once()
    {
        Job job = await SubmittedAsync(() => (_time.Interval, _time.Day) = (_time.Interval + Little, _time.Day + Little), new Nodes(true));

        (job.State, _provider.Count("submit", job.Id)).ShouldBe((JobState.Queued, 1));
    }

    [Fact]
    public async Task One_node_by_itself_sends_however_long_it_took()
    {
        Job job = await SubmittedAsync(() => (_time.Interval, _time.Day) = (_time.Interval + (Much * 100), _time.Day + (Much * 100)), new Nodes(false));

        (job.State, _provider.Count("submit", job.Id)).ShouldBe((JobState.Queued, 1));
    }

    private async Task UnsentAsync(Action meanwhile, Nodes? nodes = null)
    {
        Job job = await SubmittedAsync(meanwhile, nodes ?? new Nodes(true));

        (job.State, job.SubmittedAt, _provider.Count("submit", job.Id)).ShouldBe((JobState.Planned, null, 0));
        job.NextTickAt.ShouldBe(_time.GetUtcNow() + TimeSpan.FromSeconds(10));
    }

    // What happens while the intent is written.
    private async Task<Job> SubmittedAsync(Action meanwhile, Nodes nodes)
    {
        NewRequest request = Samples.Request("a", 1, _time.GetUtcNow());
        await _ledger.CreateAsync(request with { Jobs = [request.Jobs[0] with { Provider = MemoryCatalog.Provider, Model = MemoryCatalog.Model }] }, default);
        ClaimedJob claimed = (await _ledger.ClaimAsync(request.Jobs[0].Id, Node, _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1), wake: true, default))!;
        _ledger.After = method =>
        {
            if (method == nameof(ILedger.BeginSubmitAsync))
            {
                meanwhile();
            }

            return Task.CompletedTask;
        };
        var lookAgain = new LookAgain(TimeSpan.FromHours(48), TimeSpan.FromDays(7), TimeSpan.FromMinutes(1), 25, new ManualSchedule(_time), nodes);
        var step = new SubmitStep(_ledger, _time, lookAgain, nodes);
        ProviderSettings settings = ProviderSettings.Of(MemoryCatalog.Config(), claimed.Job);

        JobCommit commit = (await step.RunAsync(claimed, _provider, settings, default))!;

        (await _ledger.CommitAsync(commit, default)).ShouldBeTrue();
        return (await _ledger.FindJobAsync(claimed.Job.Id, default))!;
    }

    private sealed class Nodes(bool ownJobs) : INodes
    {
        public bool OwnJobs => ownJobs;

        public NodeView Current { get; set; } = new([Node], [], MayAct: true);

        public Task ChangedAsync(NodeView seen, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    // As a machine has them: one that counts intervals, one that shows the day and may be set.
    private sealed class TwoClocks : TimeProvider
    {
        public TimeSpan Interval { get; set; }

        public TimeSpan Day { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interval.Ticks;

        public override DateTimeOffset GetUtcNow() => Samples.Start + Day;
    }
}
