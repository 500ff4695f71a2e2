using System.Collections.Concurrent;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Time;
using VideoGen.FalSimulation.Truth;
using VideoGen.FalSimulation.Webhooks;

namespace VideoGen.FalSimulation.Runs;

/// <summary>Takes a job from its start to its end. Thread-safe.</summary>
internal sealed class JobRunner(
    FalSimulatorOptions options, Timeline timeline, IdSource ids, ModelWork work, JobStore jobs, CancellationToken closing)
{
    private readonly ConcurrentQueue<(Job Job, Outcome Outcome)> _held = new();

    /// <summary>Set once at composition; the queue and the runner need each other.</summary>
    public JobQueue Queue { get; set; } = null!;

    public TruthLog Truth { get; set; } = null!;

    public WebhookSender Webhooks { get; set; } = null!;

    /// <summary>Starts a job that holds a place among the running ones.</summary>
    public void Start(Job job)
    {
        if (!job.Start(timeline.Now))
        {
            Queue.Leave();
            return;
        }

        Truth.Add(TruthKind.Started, job.RequestId, job.GatewayRequestId);
        timeline.In(TimeSpan.Zero, () => RunAsync(job));
    }

    /// <summary>Ends a job that may wait or run; false when it had already ended.</summary>
    public bool End(Job job, Outcome outcome)
    {
        Queue.Remove(job);
        switch (job.End(outcome, timeline.Now))
        {
            case null:
                return false;
            case JobPhase.Running:
                Queue.Leave();
                break;
        }

        Truth.Bill(outcome.Bill.Usd);
        Truth.Add(TruthKind.Completed, job.RequestId, $"{outcome.Answer.Status}");
        jobs.Finished(job);
        if (!outcome.Cancelled || options.WebhookAfterCancel)
        {
            Webhooks.Announce(job);
        }

        return true;
    }

    /// <summary>Ends the jobs that were held first, at once; answers how many there were.</summary>
    public int Release(int most)
    {
        int released = 0;
        while (released < most && _held.TryDequeue(out (Job Job, Outcome Outcome) held))
        {
            End(held.Job, held.Outcome);
            released++;
        }

        return released;
    }

    private TimeSpan InferenceTime(Job job) =>
        job.Behaviours.Has("slow") ? job.Behaviours.Seconds("slow", 600)
        : job.Behaviours.Has("instant") ? TimeSpan.Zero
        : options.InferenceTime;

    private async Task RunAsync(Job job)
    {
        // Counted from the start itself: the clock may have moved on before this ran.
        DateTimeOffset started = job.StartedAt ?? timeline.Now;
        if (job.Behaviours.Has("requeue") && job.Attempts == 1)
        {
            timeline.At(started + (InferenceTime(job) / 3), () => RequeueAsync(job));
            return;
        }

        if (job.Behaviours.Has("never-ends"))
        {
            return;
        }

        DateTimeOffset due = started + InferenceTime(job);
        Outcome outcome = await WorkAsync(job);
        if (job.Behaviours.Has("held"))
        {
            _held.Enqueue((job, outcome));
            return;
        }

        if (due <= timeline.Now)
        {
            End(job, outcome);
            return;
        }

        timeline.At(due, () =>
        {
            End(job, outcome);
            return Task.CompletedTask;
        });
    }

    private async Task<Outcome> WorkAsync(Job job)
    {
        try
        {
            return await work.DoAsync(job, closing);
        }
        catch (Exception defect) when (defect is not (OutOfMemoryException or OperationCanceledException))
        {
            Truth.Add(TruthKind.Defect, job.RequestId, defect.ToString());
            return ModelWork.Failed(ModelWork.RequestErrorOf("internal_error"));
        }
    }

    private Task RequeueAsync(Job job)
    {
        if (job.BackToQueue(ids.Next()))
        {
            Truth.Add(TruthKind.Requeued, job.RequestId, job.GatewayRequestId);
            Queue.Admit(job, options.QueueTime);
            Queue.Leave();
        }

        return Task.CompletedTask;
    }
}
