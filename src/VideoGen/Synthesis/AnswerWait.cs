using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>
/// A call's wait for its segments. It owns nothing: it sleeps on "this request changed", reads the rows, and answers from them when there
/// is nothing left to wait for, when the wait is over, or when the caller has gone.
/// </summary>
internal sealed class AnswerWait(AgentServices services, IJobSchedule schedule)
{
    // Signals of other processes do not reach this one: it looks often after a change, and seldom while nothing happens. All calls that
    // wait here look no more often than that in all; what happens in this process is signalled to them.
    private const double LooksPerSecond = 50;
    private static readonly TimeSpan LookSoonest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookLatest = TimeSpan.FromSeconds(1);

    private readonly TakeChoosing _takes = new(services);
    private int _waiting;

    /// <summary>Takes the request's jobs up where nobody else does, waits, and answers.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="wait">Longest wait.</param>
    /// <param name="leaveWhenHalted">True answers as soon as a failure has stopped the request (by its own rule).</param>
    /// <param name="progress">Called at every change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SynthesisAnswer> ForAsync(
        string requestId, TimeSpan wait, bool leaveWhenHalted, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            return await WaitAsync(requestId, wait, leaveWhenHalted, progress, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<SynthesisAnswer> WaitAsync(
        string requestId, TimeSpan wait, bool leaveWhenHalted, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        using JobSubscription ear = services.Signals.Subscribe(requestId);
        var reporter = new ProgressReporter(progress);

        // The clock may be set while the call waits; a wait is so many seconds all the same.
        (DateTimeOffset begin, long stamp) = (services.Time.GetUtcNow(), services.Time.GetTimestamp());
        var patience = new Patience(await services.Ledger.ListJobsAsync(requestId, CancellationToken.None), begin, wait, leaveWhenHalted);
        foreach (Job job in patience.Before.Where(j => !j.IsTerminal))
        {
            schedule.TickAt(job.Id, job.NextTickAt!.Value, NextStep.KindOf(job));
        }

        (long Versions, DateTimeOffset At) changed = (0, begin);
        while (true)
        {
            RequestRecord request = await services.Ledger.FindRequestAsync(requestId, CancellationToken.None)
                ?? throw new InvalidOperationException($"The request {requestId} is gone from the ledger.");
            ImmutableArray<Job> jobs = await services.Ledger.ListJobsAsync(requestId, CancellationToken.None);
            reporter.Tell(jobs);
            DateTimeOffset now = begin + services.Time.GetElapsedTime(stamp);
            TimeSpan left = patience.Until(request, jobs) - now;
            if (left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested)
            {
                await services.Ledger.FlushAsync(CancellationToken.None); // nobody learns of what a loss of power could take back
                return await _takes.AddAsync(AnswerWriter.Write(request, jobs, services, now), jobs);
            }

            long versions = jobs.Sum(j => j.Version);
            changed = versions == changed.Versions ? changed : (versions, now);
            TimeSpan pause = Pause(now - changed.At);
            await SleepAsync(ear, reporter, jobs, left < pause ? left : pause, cancellationToken);
        }
    }

    private TimeSpan Pause(TimeSpan quiet)
    {
        TimeSpan pause = quiet / 4;
        pause = pause < LookSoonest ? LookSoonest : pause > LookLatest ? LookLatest : pause;
        var crowded = TimeSpan.FromSeconds(Volatile.Read(ref _waiting) / LooksPerSecond);
        return pause >= crowded ? pause : crowded;
    }

    private async Task SleepAsync(JobSubscription ear, ProgressReporter reporter, ImmutableArray<Job> jobs, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(atMost, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            while (true)
            {
                JobSignal signal = await ear.Signals.ReadAsync(either.Token);
                reporter.Tell(jobs, signal);
                if (!jobs.Any(j => j.Id == signal.JobId && j.Version >= signal.Version))
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
