using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Simulation.Agents;
using VideoGen.Simulation.Oracles;
using VideoGen.Simulation.Outside;
using VideoGen.Simulation.Runs;

namespace VideoGen.Simulation.Tests;

/// <summary>The oracle bites: an agent that breaks one rule is found out within a few seeds.</summary>
public sealed class OracleTests
{
    private const ulong MostSeeds = 3000;

    private static readonly Dictionary<string, (Sabotage Sabotage, string[] Promises)> Sabotages = new(StringComparer.Ordinal)
    {
        ["submits before the intent is on disk"] = (new LedgerSabotage(l => new(l) { BeginSubmit = (_, _) => new(BeginSubmitResult.Begun) }), [Promise.IntentFirst]),
        ["submits before the intent is flushed"] = (
            new LedgerSabotage(l => new(l) { BeginSubmit = async (c, _) => await l.CommitAsync(c with { KeepClaim = true }, default) ? BeginSubmitResult.Begun : BeginSubmitResult.Conflict }),
            [Promise.IntentFirst, Promise.Halt]),
        ["thanks and answers before the disk has it"] = (new LedgerSabotage(l => new(l) { Flush = () => default }), [Promise.Deliveries, Promise.Answers]),
        ["answers before the disk has it"] = (
            new LedgerSabotage(l => new(l) { Flush = () => default, Receive = async d => await FlushedAsync(l, await l.ReceiveAsync(d, default)) }), [Promise.Answers]),
        ["submits again when no answer came"] = (new ProviderSabotage(p => new(p) { Submit = s => SubmitAgainAsync(p, s) }), [Promise.Once]),
        ["cancels where there is no cancel"] = (new ProviderSabotage(p => new(p) { Cancels = true }), [Promise.Vendor]),
        ["deletes what it has read as finished"] = (new ProviderSabotage(p => new(p) { Read = (j, s) => DeletedAsync((SimulatedProvider)p, j, s) }), [Promise.Vendor]),
        ["shows the key to every host that has a clip"] = (new ProviderSabotage(p => new(p) { Sign = SimulatedProvider.ShowKey }), [Promise.Vendor]),
        ["fetches without the key"] = (new ProviderSabotage(p => new(p) { Sign = _ => { } }), [Promise.Clips]),
        ["takes a lost submit for one that never arrived"] = (
            new ProviderSabotage(p => new(p) { Found = f => f is FindResult.Unavailable { IsFinal: true } ? new FindResult.Absent() : f }), [Promise.Clips, Promise.Once]),
        ["takes a full account for a dead provider"] = (new ProviderSabotage(p => new(p) { Read = (_, s) => new(s is JobStatus.Throttled ? new JobStatus.Queued(null) : s) }), [Promise.Clips]),
        ["does not read what a failure cost"] = (
            new ProviderSabotage(p => new(p) { Read = (_, s) => new(s is JobStatus.Failed f ? new JobStatus.Failed(f.Failure with { BilledUnits = null }) : s) }), [Promise.Money]),
        ["goes back to planned when no answer came"] = (
            new LedgerSabotage(l => new(l) { Commit = c => l.CommitAsync(c.Next.State is JobState.SubmissionUnknown ? c with { Next = c.Next with { State = JobState.Planned } } : c, default) }),
            [Promise.Once, Promise.History]),
        ["forgets the caller's key"] = (new LedgerSabotage(l => new(l) { Create = r => l.CreateAsync(r with { Request = r.Request with { RequestKey = null } }, default) }), [Promise.Once]),
        ["forgets the key of an order that joined"] = (new LedgerSabotage(l => new(l) { Create = r => CreateOrJoinUnkeyedAsync(l, r) }), [Promise.Once]),
        ["orders what is still being made"] = (new LedgerSabotage(l => new(l) { Create = r => l.CreateAsync(r with { AnotherTake = true }, default) }), [Promise.Once]),
        ["writes over what others wrote"] = (
            new LedgerSabotage(l => new(l)
            {
                Commit = async c => await l.CommitAsync(c with { Next = c.Next with { Version = (await l.FindJobAsync(c.Next.Id, default))!.Version + 1 } }, default),
            }),
            [Promise.History, Promise.Clips, Promise.Money, Promise.Once, Promise.End]),
        ["forgets to halt"] = (new LedgerSabotage(l => new(l) { Commit = c => l.CommitAsync(c with { HaltRequest = false }, default) }), [Promise.Halt]),
        ["forgets to cancel"] = (new LedgerSabotage(l => new(l) { RequestCancel = (_, _) => new(true) }), [Promise.Halt]),
        ["does not count its siblings"] = (new LedgerSabotage(l => new(l) { BeginSubmit = (c, _) => l.BeginSubmitAsync(c, 100, default) }), [Promise.Parallel, Promise.Order]),
        ["does not wait for the link before"] = (
            new LedgerSabotage(l => new(l) { Claim = async (job, owner, now, until, wake) => Unchained(await l.ClaimAsync(job, owner, now, until, wake, default)) }), [Promise.Chain]),
        ["does not look at the caps"] = (new LedgerSabotage(l => new(l) { Create = r => CreateUncapped(l, r) }), [Promise.Caps]),
        ["releases a reservation early"] = (
            new LedgerSabotage(l => new(l) { Commit = c => l.CommitAsync(c.Next.State is JobState.Queued ? c with { Next = c.Next with { ReservedUsd = 0 } } : c, default) }),
            [Promise.Money]),
        ["bills by its own estimate"] = (
            new LedgerSabotage(l => new(l) { Commit = c => l.CommitAsync(c.Next.ProviderClip is null ? c : c with { Next = c.Next with { BilledUsd = c.Next.Price.Of(c.Next.SlotSeconds) } }, default) }),
            [Promise.Money]),
        ["never reads what a failure cost"] = (
            new LedgerSabotage(l => new(l) { Commit = c => l.CommitAsync(c with { Next = c.Next with { BillToRead = false } }, default) }),
            [Promise.Money]),
        ["keeps a reservation for good"] = (
            new LedgerSabotage(l => new(l) { Commit = c => l.CommitAsync(c with { Next = c.Next with { ReservedUsd = 0.4m } }, default) }),
            [Promise.Money]),
        ["thanks for a webhook that it did not keep"] = (new LedgerSabotage(l => new(l) { Receive = _ => new(ReceiveResult.Kept) }), [Promise.Deliveries, Promise.Clips, Promise.Money]),
        ["believes whoever knocks"] = (new ProcessSabotage { ForgetsTheSecret = true }, [Promise.Deliveries]),
        ["loses a line of the history"] = (new LedgerSabotage(l => new(l) { Commit = c => l.CommitAsync(c.Next.State is JobState.Running ? c with { Events = [] } : c, default) }), [Promise.History]),
        ["never hears what it was told"] = (new LedgerSabotage(l => new(l) { Commit = c => l.CommitAsync(c with { Handled = [] }, default) }), [Promise.End, Promise.World]),
        ["gives one take number to two jobs"] = (new LedgerSabotage(l => new(l) { ReserveTake = (_, _) => new(1) }), [Promise.Clips, Promise.End, Promise.World]),
        ["forgets the address of a clip it cannot fetch"] = (
            new LedgerSabotage(l => new(l) { Commit = c => l.CommitAsync(c.Next.State is JobState.Failed ? c with { Next = c.Next with { ProviderClip = null } } : c, default) }),
            [Promise.Clips]),
        ["says stored before it is"] = (new MediaSabotage(), [Promise.Clips]),
        ["takes what a living process claims"] = (new LockSabotage(early: true), [Promise.Claims]),
        ["looks at what a living process follows"] = (new LedgerSabotage(l => new(l) { Follow = (job, owner, now, _) => l.FollowAsync(job, owner, now, now, default) }), [Promise.Claims]),
        ["waits for a dead process's lease"] = (new LockSabotage(early: false), [Promise.Claims]),
        ["lets a record go that changed on its way"] = (new OutboxSabotage(), [Promise.Records]),
        ["takes up nothing after a death"] = (new ProcessSabotage { ForgetsToTakeUp = true }, [Promise.End]),
    };

    private static readonly Dictionary<string, (Sabotage Sabotage, string[] Promises)> ClusterSabotages = new(StringComparer.Ordinal)
    {
        ["takes jobs from the living"] = (new OwnerSabotage { FromTheLiving = true }, [Promise.Owners]),
        ["raises the version of what it takes over"] = (new OwnerSabotage { RaisesTheVersion = true }, [Promise.Owners]),
        ["leaves the claim of the dead on what it takes over"] = (new OwnerSabotage { LeavesTheClaim = true }, [Promise.Owners]),
        ["takes nothing over"] = (new ProcessSabotage { ForgetsToTakeUp = true }, [Promise.End]),
    };

    public static TheoryData<string> Names { get; } = [.. Sabotages.Keys];

    public static TheoryData<string> ClusterNames { get; } = [.. ClusterSabotages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_agent_is_found_out_that(string rule)
    {
        (Sabotage sabotage, string[] promises) = Sabotages[rule];
        for (ulong seed = 1; seed <= MostSeeds; seed++)
        {
            if (SeedRun.Of(seed, sabotage: sabotage).Violation is { } violation)
            {
                promises.ShouldContain(violation.Promise, $"seed {seed}: {violation.What}");
                return;
            }
        }

        Assert.Fail($"{MostSeeds} seeds did not find out an agent that {rule}.");
    }

    [Theory]
    [MemberData(nameof(ClusterNames))]
    public void A_node_is_found_out_that(string rule)
    {
        (Sabotage sabotage, string[] promises) = ClusterSabotages[rule];
        for (ulong seed = 1; seed <= MostSeeds; seed++)
        {
            if (SeedRun.Of(seed, sabotage: sabotage, isCluster: true).Violation is { } violation)
            {
                promises.ShouldContain(violation.Promise, $"seed {seed}: {violation.What}");
                return;
            }
        }

        Assert.Fail($"{MostSeeds} seeds did not find out a node that {rule}.");
    }

    [Fact]
    public void Every_promise_is_watched()
    {
        string[] all = [.. typeof(Promise).GetFields().Select(f => (string)f.GetValue(null)!)];
        all.Except(Sabotages.Values.Concat(ClusterSabotages.Values).SelectMany(s => s.Promises)).ShouldBeEmpty();
    }

    // An order without a key and without room is joined, or writes nothing.
    private static async ValueTask<CreateResult> CreateOrJoinUnkeyedAsync(ILedger ledger, NewRequest request) =>
        request.Request.RequestKey is { } key && await ledger.FindRequestByKeyAsync(key, default) is null
            && await ledger.CreateAsync(request with { Request = request.Request with { RequestKey = null }, MaxInFlight = 0 }, default) is CreateResult.Joined joined
            ? joined
            : await ledger.CreateAsync(request, default);

    private static async ValueTask<SubmitResult> SubmitAgainAsync(IVideoProvider provider, Submission submission)
    {
        SubmitResult result = await provider.SubmitAsync(submission, default).ConfigureAwait(false);
        return result is SubmitResult.Unknown ? await provider.SubmitAsync(submission, default).ConfigureAwait(false) : result;
    }

    private static async ValueTask<JobStatus> DeletedAsync(SimulatedProvider provider, ProviderJob job, JobStatus status)
    {
        if (status is JobStatus.Succeeded && provider.Traits.Cancel is CancelKind.Deletes)
        {
            await provider.DeleteAsync(job, null, default).ConfigureAwait(false);
        }

        return status;
    }

    private static async ValueTask<ReceiveResult> FlushedAsync(ILedger ledger, ReceiveResult result)
    {
        await ledger.FlushAsync(default);
        return result;
    }

    private static ClaimedJob? Unchained(ClaimedJob? claimed) => claimed is null ? null : claimed with { Job = claimed.Job with { Continues = null } };

    private static ValueTask<CreateResult> CreateUncapped(ILedger ledger, NewRequest request) =>
        ledger.CreateAsync(request with { ProviderCaps = null }, default);
}
