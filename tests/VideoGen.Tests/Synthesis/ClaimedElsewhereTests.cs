using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>A job that belongs to this node while another claims it, because a webhook came to that one or a call waits there.</summary>
public sealed class ClaimedElsewhereTests : StageTest
{
    private const string Other = "other";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_another_node_claims_and_gives_back_is_stepped_a_moment_later_and_not_when_that_claim_would_have_ended()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        await using var owners = new SqliteLedger(new SqliteLedgerOptions(Path.Combine(Stage.Home, "ledger.db")), Time);
        string node = Agent.Services.Options.Owner;
        DateTimeOffset now = Time.GetUtcNow();
        JobTakeOver owned = await owners.TakeOverAsync(node, new NodeView([node, Other], [], MayAct: true), 10, now, now + Lease, default);
        owned.Taken.Select(t => t.JobId).ShouldBe([job.Id]);
        var tick = new JobTick(Agent.Services with { Owners = owners }, Agent.Schedule);
        (await Agent.Ledger.ClaimAsync(job.Id, Other, now, now + Lease, wake: true, default)).ShouldNotBeNull();

        NextStep? refused = await tick.RunAsync(new TickAsk(job.Id, StepKind.Follow, Wake: true), default);
        await Agent.Ledger.ExtendAsync(job.Id, Other, now, default); // it was no step of the kind for which it had a place

        (refused!.Value.At - now).ShouldBe(Seconds(0.25));
        Time.Advance(Seconds(0.25));
        await tick.RunAsync(new TickAsk(job.Id, refused.Value.Kind, Wake: true), default);
        (await StateAsync(job)).ShouldBe(JobState.Downloading);
    }

    [Fact]
    public async Task A_job_that_became_another_nodes_is_dropped()
    {
        Job job = (await SubmittedAsync())[0];
        await using var owners = new SqliteLedger(new SqliteLedgerOptions(Path.Combine(Stage.Home, "ledger.db")), Time);
        DateTimeOffset now = Time.GetUtcNow();
        await owners.TakeOverAsync(Other, new NodeView([Other], [], MayAct: true), 10, now, now + Lease, default);
        var tick = new JobTick(Agent.Services with { Owners = owners }, Agent.Schedule);
        (await Agent.Ledger.ClaimAsync(job.Id, Other, now, now + Lease, wake: true, default)).ShouldNotBeNull();

        (await tick.RunAsync(new TickAsk(job.Id, StepKind.Follow, Wake: true), default)).ShouldBeNull();
    }
}
