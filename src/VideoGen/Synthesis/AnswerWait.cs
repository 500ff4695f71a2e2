using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>
/// A call's wait for its segments. It owns nothing: it sleeps on "this request changed", reads the rows, and answers from them when there
/// is nothing left to wait for, when the wait is over, or when the caller has gone.
/// </summary>
internal sealed class AnswerWait(AgentParts parts)
{
    /// <summary>How long a cancelling call waits for the provider to confirm.</summary>
    public static readonly TimeSpan ForCancel = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ForHalt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ForOverdue = TimeSpan.FromSeconds(15);

    // Signals of other processes do not reach this one: it looks often after a change, and seldom while nothing happens.
    private static readonly TimeSpan LookSoonest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookLatest = TimeSpan.FromSeconds(1);

    public async Task<SynthesisAnswer> ForAsync(string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        using JobSubscription ear = parts.Signals.Subscribe(requestId);
        DateTimeOffset begin = parts.Time.GetUtcNow();
        var teller = new ProgressTeller(progress);
        (long Versions, DateTimeOffset At) changed = (0, begin);
        while (true)
        {
            RequestRecord request = await parts.Ledger.FindRequestAsync(requestId, CancellationToken.None)
                ?? throw new InvalidOperationException($"The request {requestId} is gone from the ledger.");
            ImmutableArray<Job> jobs = await parts.Ledger.ListJobsAsync(requestId, CancellationToken.None);
            teller.Tell(jobs);
            DateTimeOffset now = parts.Time.GetUtcNow();
            TimeSpan left = begin + Patience(request, jobs, wait, begin) - now;
            if (left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested)
            {
                return AnswerWriter.Write(request, jobs);
            }

            long versions = jobs.Sum(j => j.Version);
            changed = versions == changed.Versions ? changed : (versions, now);
            TimeSpan pause = Pause(now - changed.At);
            await SleepAsync(ear, teller, jobs, left < pause ? left : pause, cancellationToken);
        }
    }

    private static TimeSpan Pause(TimeSpan quiet)
    {
        TimeSpan pause = quiet / 4;
        return pause < LookSoonest ? LookSoonest : pause > LookLatest ? LookLatest : pause;
    }

    /// <summary>How long this call may wait, all in all, as things stand.</summary>
    private static TimeSpan Patience(RequestRecord request, ImmutableArray<Job> jobs, TimeSpan wait, DateTimeOffset begin)
    {
        if (jobs.All(j => j.IsTerminal || j.Clip is not null))
        {
            return TimeSpan.Zero;
        }

        bool halting = request.HaltedAt is not null && request.OnFailure is OnFailure.Halt;
        if (halting && jobs.All(j => j.State is not (JobState.Planned or JobState.Queued)))
        {
            return TimeSpan.Zero; // what runs finishes later
        }

        // A step that is overdue was nobody's business until this call came: give it its chance even without a wait.
        bool overdue = jobs.Any(j => j.NextTickAt <= begin && j.State is not JobState.Planned);
        TimeSpan longest = overdue && wait < ForOverdue ? ForOverdue : wait;
        return halting && longest > ForHalt ? ForHalt : longest;
    }

    private async Task SleepAsync(JobSubscription ear, ProgressTeller teller, ImmutableArray<Job> jobs, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(atMost, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            while (true)
            {
                JobSignal signal = await ear.Signals.ReadAsync(either.Token);
                teller.Tell(jobs, signal);
                if (!jobs.Any(j => j.Id == signal.JobId && j.State == signal.State))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Time to look, or to answer.
        }
    }
}
