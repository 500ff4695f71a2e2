using System.Collections.Concurrent;
using VideoGen.FalSimulation.Time;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Truth;

namespace VideoGen.Simulators.Jobs;

/// <summary>Takes jobs from their submit to their end: who waits, who runs, who is held. Thread-safe.</summary>
internal sealed class VendorQueue(
    SimulatorOptions options, Timeline timeline, VendorTruth truth, VendorWork work, Action<VendorJob> ended, CancellationToken closing)
{
    private readonly Lock _lock = new();
    private readonly List<VendorJob> _waiting = [];
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(VendorJob Job, VendorEnd End)> _held = new();

    public void Admit(VendorJob job)
    {
        TimeSpan wait = job.Behaviours.Has("queued") ? job.Behaviours.Seconds("queued", 1)
            : job.Behaviours.Has("instant") ? TimeSpan.Zero
            : options.QueueTime;
        wait += job.Behaviours.Has("throttled") ? job.Behaviours.Seconds("throttled", 60) : TimeSpan.Zero;
        job.ReadyAt = timeline.Now + wait;
        lock (_lock)
        {
            _waiting.Add(job);
        }

        timeline.In(wait, () =>
        {
            Pump();
            return Task.CompletedTask;
        });
    }

    /// <summary>Whether a job could start but for the others of the account.</summary>
    public bool IsThrottled(VendorJob job)
    {
        lock (_lock)
        {
            return job.Phase is VendorPhase.Waiting && (job.Behaviours.Has("throttled")
                || (job.ReadyAt <= timeline.Now && _running.GetValueOrDefault(job.Order.Model) >= options.Concurrency));
        }
    }

    /// <summary>Ends a job that waits or runs; false when it had already ended.</summary>
    public bool Finish(VendorJob job, VendorEnd end)
    {
        lock (_lock)
        {
            _waiting.Remove(job);
            switch (job.Finish(end, timeline.Now))
            {
                case null:
                    return false;
                case VendorPhase.Running:
                    _running[job.Order.Model]--;
                    break;
            }
        }

        truth.Bill(end.Usd);
        truth.Add(TruthKind.Completed, job.Id, end.Phase.ToString());
        ended(job);
        Pump();
        return true;
    }

    /// <summary>Ends the jobs that were held first; answers how many there were.</summary>
    public int Release(int most)
    {
        int released = 0;
        while (released < most && _held.TryDequeue(out (VendorJob Job, VendorEnd End) held))
        {
            Finish(held.Job, held.End);
            released++;
        }

        return released;
    }

    private void Pump()
    {
        List<VendorJob> started = [];
        lock (_lock)
        {
            foreach (VendorJob job in _waiting.Where(job => job.ReadyAt <= timeline.Now && !job.Behaviours.Has("stuck")).ToArray())
            {
                int running = _running.GetValueOrDefault(job.Order.Model);
                if (running < options.Concurrency && job.Start(timeline.Now))
                {
                    _waiting.Remove(job);
                    _running[job.Order.Model] = running + 1;
                    started.Add(job);
                }
            }
        }

        foreach (VendorJob job in started)
        {
            truth.Add(TruthKind.Started, job.Id, "");
            timeline.In(TimeSpan.Zero, () => RunAsync(job));
        }
    }

    private async Task RunAsync(VendorJob job)
    {
        TimeSpan time = job.Behaviours.Has("slow") ? job.Behaviours.Seconds("slow", 600) : job.Behaviours.Has("instant") ? TimeSpan.Zero : options.RunTime;
        // Counted from the start itself: the clock may have moved on before this ran.
        DateTimeOffset due = (job.StartedAt ?? timeline.Now) + time;
        if (job.Behaviours.Has("never-ends"))
        {
            return;
        }

        VendorEnd end = await work.DoAsync(job, closing);
        if (job.Behaviours.Has("held"))
        {
            _held.Enqueue((job, end));
            return;
        }

        timeline.At(due, () =>
        {
            Finish(job, end);
            return Task.CompletedTask;
        });
    }
}
