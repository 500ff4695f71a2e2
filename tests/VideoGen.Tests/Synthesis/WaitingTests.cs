using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

public sealed class WaitingTests : StageTest
{
    private readonly ConcurrentQueue<SegmentProgress> _reported = new();

    [Fact]
    public async Task A_webhook_ends_the_wait_without_any_time_passing()
    {
        (Task<Answer<SynthesisAnswer>> call, Job job) = await CallAsync(wait: 90);
        DateTimeOffset before = Time.GetUtcNow();

        await Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        await Agent.RunAsync();

        Given(await call.WaitAsync(Limit)).VideoSegments.ShouldHaveSingleItem();
        Time.GetUtcNow().ShouldBe(before);
    }

    [Fact]
    public async Task A_clip_that_finishes_after_the_deadline_is_still_delivered()
    {
        (Task<Answer<SynthesisAnswer>> call, Job job) = await CallAsync(wait: 90);
        await Agent.AdvanceAsync(Seconds(90));
        FailedSegment pending = Given(await call.WaitAsync(Limit)).FailedSegments.ShouldHaveSingleItem();
        (pending.Error, pending.NextStep.Contains(job.RequestId)).ShouldBe((FailureError.ProviderPending, true));

        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(TimeSpan.FromMinutes(2));

        (await Agent.AnswerAsync(job.RequestId)).VideoSegments.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_call_waits_its_seconds_however_the_clock_is_set_meanwhile(int hours)
    {
        (Task<Answer<SynthesisAnswer>> call, _) = await CallAsync(wait: 90);
        await Agent.AdvanceAsync(Seconds(30));
        Agent.Time.SetBy = TimeSpan.FromHours(hours);
        Time.Advance(Seconds(30));
        await Task.WhenAny(Time.WhenSetAsync(1), call).WaitAsync(Limit);
        call.IsCompleted.ShouldBeFalse();
        Time.Advance(Seconds(31));

        Given(await call.WaitAsync(Limit)).FailedSegments.ShouldHaveSingleItem().Error.ShouldBe(FailureError.ProviderPending);
    }

    [Fact]
    public async Task What_comes_before_the_order_is_part_of_the_wait()
    {
        Stage.Catalog.BeforeRead = () =>
        {
            Stage.Catalog.BeforeRead = () => { }; // the steps of the job read it too
            Time.Advance(Seconds(30));
        };
        (Task<Answer<SynthesisAnswer>> call, _) = await CallAsync(wait: 45);
        call.IsCompleted.ShouldBeFalse();

        await Agent.AdvanceAsync(Seconds(15));

        Given(await call.WaitAsync(Limit)).FailedSegments.ShouldHaveSingleItem().Error.ShouldBe(FailureError.ProviderPending);
    }

    [Fact]
    public async Task A_caller_who_goes_ends_the_wait_and_not_the_job()
    {
        using var caller = new CancellationTokenSource();
        (Task<Answer<SynthesisAnswer>> call, Job job) = await CallAsync(wait: 90, caller.Token);

        await caller.CancelAsync();

        Given(await call.WaitAsync(Limit)).Status.ShouldBe(RequestStatus.InProgress);
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(10));
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task A_caller_who_had_gone_before_orders_nothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Agent.Segments.SynthesizeAsync(SampleOrders.Call(SampleOrders.Storyboard()), null, new CancellationToken(canceled: true)));
        (await Agent.Ledger.ListRequestsAsync(1, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asking_without_a_wait_delivers_what_a_dead_process_left_overdue()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        Time.Advance(TimeSpan.FromMinutes(5)); // nobody lives to poll
        AgentProcess next = Stage.StartProcess();

        Task<SynthesisAnswer> call = next.AnswerAsync(job.RequestId, wait: 0);
        await Time.WhenSetAsync(1).WaitAsync(Limit);
        await next.RunAsync();

        (await call.WaitAsync(Limit)).VideoSegments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Asking_without_a_wait_gives_an_overdue_job_one_chance_and_no_more()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, new JobStatus.Running(0.5));
        Time.Advance(TimeSpan.FromMinutes(5));
        AgentProcess next = Stage.StartProcess();
        DateTimeOffset before = Time.GetUtcNow();

        Task<SynthesisAnswer> call = next.AnswerAsync(job.RequestId, wait: 0);
        await Time.WhenSetAsync(1).WaitAsync(Limit);
        await next.RunAsync();

        (await call.WaitAsync(Limit)).FailedSegments.ShouldHaveSingleItem().Message.ShouldContain("works on it");
        Time.GetUtcNow().ShouldBe(before);
    }

    [Fact]
    public async Task Asking_without_a_wait_about_what_somebody_else_follows_answers_at_once()
    {
        var gate = new TaskCompletionSource();
        Job job = (await SubmittedAsync())[0];
        Provider.BeforeStatus = _ => gate.Task;
        Task step = Agent.StepAsync(job.Id); // a read that takes its time
        while (Provider.Count("status", job.Id) == 0)
        {
            await Task.Yield();
        }

        AgentProcess other = Stage.StartProcess();
        (await other.AnswerAsync(job.RequestId, wait: 0).WaitAsync(Limit)).FailedSegments.ShouldHaveSingleItem().Error.ShouldBe(FailureError.ProviderPending);
        gate.SetResult();
        await step.WaitAsync(Limit);
    }

    [Fact]
    public async Task Progress_tells_each_thing_once_in_order_and_never_falls()
    {
        (Task<Answer<SynthesisAnswer>> call, Job job) = await CallAsync(wait: 90);
        Provider.Say(
            job.Id, new JobStatus.Queued(4), new JobStatus.Queued(4), new JobStatus.Queued(1), new JobStatus.Running(0.4), new JobStatus.Running(0.2),
            new JobStatus.Queued(0), new JobStatus.Running(0.8), new JobStatus.Succeeded(ScriptedProvider.ClipOf(job.Id)));
        for (int i = 0; i < 80; i++)
        {
            await Agent.AdvanceAsync(Seconds(1));
            await Task.WhenAny(Time.WhenSetAsync(1), call).WaitAsync(Limit);
        }

        await call.WaitAsync(Limit);
        string[] told = [.. _reported.Select(t => t.Message)];
        told[^1].ShouldBe("segment 1 of 1: delivered");
        told.Zip(told.Skip(1)).ShouldAllBe(pair => pair.First != pair.Second);
        _reported.Select(t => t.Fraction).ShouldBeInOrder();
        string[] seen = [.. told.Where(t => t.Contains("position", StringComparison.Ordinal) || t.Contains('%', StringComparison.Ordinal)).Select(t => t["segment 1 of 1: ".Length..])];
        seen.ShouldBe(["in queue, position 4", "in queue, position 1", "rendering, 40 %", "rendering, 20 %", "in queue, position 0", "rendering, 80 %"]);
    }

    private static SynthesisAnswer Given(Answer<SynthesisAnswer> answer) => answer.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;

    /// <summary>A call that has begun to wait and whose one job is submitted.</summary>
    private async Task<(Task<Answer<SynthesisAnswer>> Call, Job Job)> CallAsync(double wait, CancellationToken cancellationToken = default)
    {
        JsonObject request = SampleOrders.Storyboard(1, wait);
        Task<Answer<SynthesisAnswer>> call = Agent.Segments.SynthesizeAsync(SampleOrders.Call(request), new Ear(_reported), cancellationToken).AsTask();
        await Task.WhenAny(Time.WhenSetAsync(1), call).WaitAsync(Limit, CancellationToken.None);
        await Agent.RunAsync();
        string id = (await Agent.Ledger.ListRequestsAsync(1, CancellationToken.None))[0].Id;
        return (call, (await Agent.Ledger.ListJobsAsync(id, CancellationToken.None))[0]);
    }

    private sealed class Ear(ConcurrentQueue<SegmentProgress> told) : IProgress<SegmentProgress>
    {
        public void Report(SegmentProgress value) => told.Enqueue(value);
    }
}
