using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace VideoGen.Jobs;

/// <summary>
/// The schedule of one process: ticks wait in memory until they are due on the injected clock and then run, of each kind a bounded number
/// at a time, never two of one job, those that were signalled (by a webhook, a sibling, a caller) before those whose time has come. One timer
/// serves all jobs, and a job that waits is a few hundred bytes. A step that throws is tried again after growing pauses. Rebuilt from the
/// ledger by <see cref="TakeUpAsync"/>. Thread-safe.
/// </summary>
public sealed partial class JobRunner : IJobSchedule, IAsyncDisposable
{
    /// <summary>Longest wait for the steps under way when the runner is disposed.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);

    private const int MostUnsettled = 1_000;
    private const int KeptShare = 4; // every fourth place of those who follow is for the signalled

    private readonly Func<TickAsk, CancellationToken, Task<NextStep?>> _tick;
    private readonly TimeSpan _longestPause;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Dictionary<StepKind, StepLane> _lanes;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JobEntry> _entries = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _later = new();
    private readonly ITimer _timer;
    private DateTimeOffset _timerAt = DateTimeOffset.MaxValue;
    private int _running;
    private bool _stopped;

    /// <summary>A runner.</summary>
    /// <param name="tick">Takes one step of a job; gives the next, or null at its end.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    /// <param name="limits">Steps at a time.</param>
    /// <param name="longestPause">No step puts the next one off for longer; null for 15 minutes.</param>
    public JobRunner(
        Func<TickAsk, CancellationToken, Task<NextStep?>> tick, TimeProvider time, ILogger log, StepLimits? limits = null, TimeSpan? longestPause = null)
    {
        limits ??= new StepLimits();
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(limits.Submits, Math.Min(limits.Follows, limits.Deliveries)), 1, nameof(limits));
        (_tick, _time, _log, _longestPause) = (tick, time, log, longestPause ?? TimeSpan.FromMinutes(15));
        _lanes = new()
        {
            [StepKind.Submit] = new StepLane(StepKind.Submit, limits.Submits, 0),
            [StepKind.Follow] = new StepLane(StepKind.Follow, limits.Follows, limits.Follows / KeptShare),
            [StepKind.Deliver] = new StepLane(StepKind.Deliver, limits.Deliveries, 0),
        };
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <inheritdoc/>
    public void TickAt(string jobId, DateTimeOffset at, StepKind kind = StepKind.Follow) => Ask(jobId, at, kind, wake: at <= _time.GetUtcNow());

    /// <summary>
    /// Takes up every unfinished job of the ledger where it stands, and every ended one whose bill is still to be read. Can be repeated at any time; a job that pauses after a failed step
    /// keeps its pause; one that this process follows keeps its time; one that is due at a time no step would choose is taken now.
    /// </summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="owner">Identity of this process.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task TakeUpAsync(ILedger ledger, string owner, CancellationToken cancellationToken)
    {
        foreach (PendingTick pending in await ledger.ListPendingAsync(cancellationToken))
        {
            if (pending.Follower == owner && IsScheduled(pending.JobId))
            {
                continue;
            }

            // A time that no step would choose was written by a clock that has been set back since.
            bool isLate = pending.At > _time.GetUtcNow() + _longestPause;
            Ask(pending.JobId, isLate ? _time.GetUtcNow() : pending.At, StepKind.Follow, wake: isLate);
        }

        await TakeUpBillsAsync(ledger, cancellationToken);
    }

    /// <summary>Takes up every ended job whose bill is still to be read.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task TakeUpBillsAsync(ILedger ledger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        foreach (Job ended in await ledger.ListUnsettledAsync(MostUnsettled, cancellationToken))
        {
            if (ended.BillToRead)
            {
                Ask(ended.Id, _time.GetUtcNow(), StepKind.Follow, wake: true);
            }
        }
    }

    /// <summary>
    /// Takes up jobs that belong to this node and are not scheduled: what was taken over, and what an answer of the ledger that was lost kept from being
    /// scheduled. Those that are due are spread over a while, so that what a dead node left behind does not arrive at the provider at once.
    /// </summary>
    /// <param name="owned">The jobs, the most urgent first.</param>
    /// <param name="perSecond">Due jobs a second.</param>
    /// <param name="isTakenOver">
    /// True for jobs that were somebody else's until now: what this node still has scheduled of one, from the time when it owned it, may be long after
    /// its time, and comes forward. False leaves alone what is scheduled.
    /// </param>
    public void TakeUp(IEnumerable<PendingTick> owned, int perSecond, bool isTakenOver = false)
    {
        ArgumentNullException.ThrowIfNull(owned);
        DateTimeOffset now = _time.GetUtcNow();
        int due = 0;
        foreach (PendingTick tick in owned.Where(t => isTakenOver || !IsScheduled(t.JobId)))
        {
            bool isLate = tick.At > now + _longestPause; // written by a clock that has been set back since
            DateTimeOffset at = isLate || tick.At <= now ? now + (TimeSpan.FromSeconds(1) * (due++ / perSecond)) : tick.At;
            Ask(tick.JobId, at, StepKind.Follow, wake: false);
        }
    }

    /// <summary>
    /// No new steps; steps under way are cancelled and awaited, for <see cref="Grace"/> at most. What is unfinished stays in the
    /// ledger.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            if (_running == 0)
            {
                _idle.SetResult();
            }
        }

        await _timer.DisposeAsync();
        EndSteps();
        try
        {
            await _idle.Task.WaitAsync(Grace, _time);
            _stopping.Dispose();
        }
        catch (TimeoutException)
        {
            // A step that cannot be ended (a submit waiting for its answer) is cut off; the ledger knows that it was begun.
        }
    }

    private bool IsScheduled(string jobId)
    {
        lock (_lock)
        {
            return _entries.ContainsKey(jobId);
        }
    }

    private void Ask(string jobId, DateTimeOffset at, StepKind kind, bool wake)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            JobEntry turn = _entries.TryGetValue(jobId, out JobEntry? known) ? known : _entries[jobId] = new JobEntry(kind);
            if (turn.Ask(at, wake))
            {
                Queue(jobId, turn, at);
            }
        }

        Fire();
    }

    private void Queue(string jobId, JobEntry turn, DateTimeOffset at)
    {
        if (turn.IsSignalled)
        {
            _lanes[turn.Kind].Wake(jobId);
        }
        else
        {
            _later.Enqueue(jobId, at);
        }
    }

    private void Fire()
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            LineUp(_time.GetUtcNow());
            foreach (StepLane lane in _lanes.Values)
            {
                while (lane.TryTake(_entries, out string jobId, out JobEntry turn, out bool wake))
                {
                    _running++;
                    _ = StepAsync(new TickAsk(jobId, turn.Kind, wake), turn);
                }
            }
        }
    }

    private void LineUp(DateTimeOffset now)
    {
        while (_later.TryPeek(out string? jobId, out DateTimeOffset at))
        {
            if (at > now)
            {
                if (at != _timerAt)
                {
                    _timerAt = at;
                    _timer.Change(at - now, Timeout.InfiniteTimeSpan);
                }

                return;
            }

            _later.Dequeue();
            if (_entries.TryGetValue(jobId, out JobEntry? turn))
            {
                _lanes[turn.Kind].Enter(jobId, at);
            }
        }
    }

    private void Ring()
    {
        lock (_lock)
        {
            _timerAt = DateTimeOffset.MaxValue;
        }

        Fire();
    }

    // Where steps run is their owner's choice: the pool, unless a synchronization context is in charge (as in the simulation).
    private async Task StepAsync(TickAsk ask, JobEntry turn)
    {
        await Task.Yield();
        Activity.Current = null; // whoever asked for the step is not what it belongs to
        using IDisposable? ids = _log.BeginScope(ask.Ids);
        NextStep? next = null;
        bool failed = false;
        try
        {
            next = await _tick(ask, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The ledger still has it; the next start takes it up.
        }
#pragma warning disable CA1031 // A step that fails must not take the others with it; the job is tried again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failed = true;
            StepFailed(_log, e, ask.JobId);
        }

        End(ask, turn, next, failed);
        Fire();
    }

    private void EndSteps() => _stopping.Cancel();

    private void End(TickAsk ask, JobEntry turn, NextStep? next, bool failed)
    {
        bool isIdle;
        lock (_lock)
        {
            _lanes[ask.Kind].Leave();
            if (turn.End(next, failed, _time.GetUtcNow()) is { } at)
            {
                Queue(ask.JobId, turn, at);
            }
            else
            {
                _entries.Remove(ask.JobId);
            }

            isIdle = --_running == 0 && _stopped;
        }

        if (isIdle)
        {
            _idle.TrySetResult();
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "The step of {JobId} failed; it is tried again after a pause.")]
    private static partial void StepFailed(ILogger log, Exception error, string jobId);
}
