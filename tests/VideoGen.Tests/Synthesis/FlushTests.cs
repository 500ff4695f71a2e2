using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Testing.Providers;

namespace VideoGen.Tests.Synthesis;

/// <summary>Who waits for the disk, and who goes on meanwhile.</summary>
public sealed class FlushTests : StageTest
{
    [Fact]
    public async Task A_job_goes_on_while_the_disk_takes_its_time_and_who_is_thanked_or_answered_waits_for_it()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        var disk = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        var delivered = new TaskCompletionSource();
        Agent.Ledger.Before = method => method == nameof(ILedger.FlushAsync) && (asked.TrySetResult() || true) ? disk.Task : Task.CompletedTask;
        Agent.Ledger.After = async method =>
        {
            if (method == nameof(ILedger.CommitAsync) && await StateAsync(job) is JobState.Succeeded)
            {
                delivered.TrySetResult();
            }
        };

        Task<ReceiveResult> thanks = Agent.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
        await asked.Task.WaitAsync(Limit); // the step of the delivery is due now
        Task steps = Agent.RunAsync();
        await delivered.Task.WaitAsync(Limit);
        Task<SynthesisAnswer> answer = Agent.AnswerAsync(job.RequestId);

        string copy = Agent.Services.Options.WorkFile(job.Id);
        File.Exists(copy).ShouldBeTrue();
        (thanks.IsCompleted, answer.IsCompleted).ShouldBe((false, false));
        disk.SetResult();
        (await thanks.WaitAsync(Limit)).ShouldBe(ReceiveResult.Kept);
        (await answer.WaitAsync(Limit)).VideoSegments.Length.ShouldBe(1);
        await steps.WaitAsync(Limit);
        File.Exists(copy).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_ordered_is_not_told_before_the_disk_has_the_order()
    {
        var disk = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        Agent.Ledger.Before = method =>
        {
            if (method != nameof(ILedger.FlushAsync))
            {
                return Task.CompletedTask;
            }

            asked.TrySetResult();
            return disk.Task;
        };

        Task<ImmutableArray<Job>> order = Agent.OrderAsync();
        await asked.Task.WaitAsync(Limit);

        order.IsCompleted.ShouldBeFalse();
        disk.SetResult();
        (await order.WaitAsync(Limit)).Length.ShouldBeGreaterThan(0);
    }
}
