using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>The process dies before or after each of its calls of the ledger, one after the other; another one goes on.</summary>
public sealed class DyingTests : StageTest
{
    private const int CallsOfALife = 48;

    public static TheoryData<int> Moments { get; } = [.. Enumerable.Range(1, CallsOfALife * 2)];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Whenever_a_process_dies_nothing_is_submitted_twice_and_no_clip_is_lost(int moment)
    {
        Job[] jobs = [.. await Agent.OrderAsync(SampleOrders.Storyboard(2))];
        DieAt(moment);
        try
        {
            await Agent.RunAsync();
            foreach (Job job in jobs)
            {
                Provider.Finish(job.Id);
                await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
                await Agent.RunAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // It died.
        }

        foreach (Job job in jobs)
        {
            Provider.Finish(job.Id);
        }

        AgentProcess next = Stage.StartProcess();
        Time.Advance(Seconds(61));
        await next.TakeUpAsync();
        await next.AdvanceAsync(TimeSpan.FromMinutes(5));

        SynthesisAnswer answer = await next.AnswerAsync(jobs[0].RequestId);
        answer.Status.ShouldBe(RequestStatus.Finished);
        answer.Cost.ReservedUsd.ShouldBe(0);
        answer.Cost.BilledUsd.ShouldBe(0.3m * answer.VideoSegments.Length);
        foreach (Job job in jobs)
        {
            int submits = Provider.Count("submit", job.Id);
            submits.ShouldBeLessThanOrEqualTo(1);
            (await next.JobAsync(job.Id)).State.ShouldBe(submits == 1 ? JobState.Succeeded : EndWithoutSubmit(await next.JobAsync(job.Id)));
        }

        Stage.Media.Stored.ShouldBeGreaterThanOrEqualTo(answer.VideoSegments.Length);
        Directory.GetFiles(Path.Combine(Stage.Home, "media"), "*", SearchOption.AllDirectories).Length.ShouldBe(answer.VideoSegments.Length);
    }

    [Fact]
    public async Task An_acceptance_that_the_ledger_cannot_take_for_a_moment_is_held_on_to()
    {
        Job job = (await Agent.OrderAsync())[0];
        int failures = 3;
        Agent.Ledger.Before = method => method == nameof(ILedger.CommitAsync) && failures-- > 0
            ? throw new LedgerException(new Problem(ProblemCodes.LedgerFull, "", "The disk is full.", "Make room."))
            : Task.CompletedTask;
        Agent.Schedule.TryTake(out _, out _).ShouldBeTrue();

        Task step = Agent.StepAsync(job.Id);
        for (int i = 0; i < 3; i++)
        {
            await Time.WhenSetAsync(2).WaitAsync(Limit); // the claim's, and the pause
            Time.Advance(Seconds(1 << i));
        }

        await step.WaitAsync(Limit);
        Job queued = await Agent.JobAsync(job.Id);
        (queued.State, queued.ProviderJob!.RequestId).ShouldBe((JobState.Queued, $"p-{job.Id}"));
        Provider.Count("find", job.Id).ShouldBe(0);
    }

    [Fact]
    public async Task A_step_that_is_told_to_stop_gives_its_job_back_at_once()
    {
        using var stop = new CancellationTokenSource();
        Job job = (await SubmittedAsync())[0];
        Provider.BeforeStatus = _ => new TaskCompletionSource().Task;
        Task step = Agent.Tick.RunAsync(new TickAsk(job.Id, StepKind.Follow, Wake: true), stop.Token);
        while (Provider.Count("status", job.Id) == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(step);

        Provider.BeforeStatus = _ => Task.CompletedTask;
        Provider.Finish(job.Id);
        AgentProcess next = Stage.StartProcess();
        await next.TakeUpAsync();
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task What_a_node_may_still_be_sending_is_looked_for_only_when_it_would_have_arrived()
    {
        Job job = (await Agent.OrderAsync())[0];
        Agent.Ledger.After = method => method == nameof(ILedger.BeginSubmitAsync) ? Die() : Task.CompletedTask;
        await Should.ThrowAsync<OperationCanceledException>(Agent.RunAsync());
        await Agent.Ledger.ExtendAsync(job.Id, Agent.Services.Options.Owner, Time.GetUtcNow(), CancellationToken.None); // as for every claim of the dead
        AgentProcess next = Stage.StartProcess();
        var program = new JobTick(next.Services with { Owners = new OwnedBy("node-1") }, next.Schedule); // which is no node
        var ask = new TickAsk(job.Id, StepKind.Follow, Wake: true);

        NextStep? again = await program.RunAsync(ask, CancellationToken.None);

        again.ShouldBe(new NextStep(Time.GetUtcNow() + Seconds(20), StepKind.Follow));
        Provider.Count("find", job.Id).ShouldBe(0);
        Time.Advance(Seconds(20));
        await program.RunAsync(ask, CancellationToken.None);
        Provider.Count("find", job.Id).ShouldBe(1);
    }

    private static JobState EndWithoutSubmit(Job job)
    {
        // The intent was on disk and the process died before it was sent: certain, free, and never sent again.
        (job.Failure!.Error is FailureError.ProviderUnreachable or FailureError.NotAttempted).ShouldBeTrue();
        job.Failure.Billed.ShouldBe(Billed.No);
        return job.State;
    }

    /// <summary>Odd moments die before a call of the ledger, even ones after it; from then on the process does nothing any more.</summary>
    private void DieAt(int moment)
    {
        int calls = 0;
        Agent.Ledger.Before = _ => ++calls * 2 - 1 >= moment ? Die() : Task.CompletedTask;
        Agent.Ledger.After = _ => calls * 2 >= moment ? Die() : Task.CompletedTask;
    }

    private Task Die()
    {
        Agent.Time.IsFrozen = true;
        return Task.FromCanceled(new CancellationToken(canceled: true));
    }

    /// <summary>Every job is a node's.</summary>
    private sealed class OwnedBy(string node) : IJobOwners
    {
        public ValueTask<string?> FindOwnerAsync(string jobId, CancellationToken cancellationToken) => new(node);

        public ValueTask<JobTakeOver> TakeOverAsync(string owner, NodeView view, int most, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<int> GiveBackAsync(string owner, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ImmutableArray<PendingTick>> ListOwnedAsync(string owner, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ImmutableDictionary<string, int>> CountOwnedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
