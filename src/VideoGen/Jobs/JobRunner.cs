using Microsoft.Extensions.Logging;

namespace VideoGen.Jobs;

/// <summary>
/// The schedule of one process: ticks wait in memory until they are due on the injected clock and then run, a bounded number at a time,
/// never two of one job. A step that throws is tried again after growing pauses. Rebuilt from the ledger by <see cref="TakeUpAsync"/>.
/// Thread-safe.
/// </summary>
public sealed partial class JobRunner : IJobSchedule, IAsyncDisposable
{
    /// <summary>Longest wait for the steps under way when the runner is disposed.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);

    // No step puts the next one off for longer. A later time was written by a clock that has been set back since.
    private static readonly TimeSpan LongestPlan = TimeSpan.FromMinutes(15);

    private readonly Func<string, bool, CancellationToken, Task<DateTimeOffset?>> _tick;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly int _maxConcurrent;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JobTurn> _turns = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _queue = new();
    private readonly ITimer _timer;
    private int _running;
    private bool _stopped;

    /// <summary>A runner.</summary>
    /// <param name="tick">Takes one step of a job (the flag: before its time); gives the time of the next, or null at its end.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    /// <param name="maxConcurrent">Steps at a time, 1 or more.</param>
    public JobRunner(Func<string, bool, CancellationToken, Task<DateTimeOffset?>> tick, TimeProvider time, ILogger log, int maxConcurrent = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrent, 1);
        (_tick, _time, _log, _maxConcurrent) = (tick, time, log, maxConcurrent);
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void TickAt(string jobId, DateTimeOffset at) => Ask(jobId, at, wake: at <= _time.GetUtcNow());

    /// <summary>
    /// Takes up every unfinished job of the ledger where it stands. Can be repeated at any time; a job that pauses after a failed step
    /// keeps its pause; one that is due at a time no step would choose is taken now.
    /// </summary>
    public async Task TakeUpAsync(ILedger ledger, CancellationToken cancellationToken)
    {
        foreach (PendingTick pending in await ledger.ListPendingAsync(cancellationToken))
        {
            bool isLate = pending.At > _time.GetUtcNow() + LongestPlan;
            Ask(pending.JobId, isLate ? _time.GetUtcNow() : pending.At, wake: isLate);
        }
    }

    /// <summary>
    /// No new steps; steps under way are told to end and awaited, for <see cref="Grace"/> at most. What is unfinished stays in the
    /// ledger.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
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

    private void Ask(string jobId, DateTimeOffset at, bool wake)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            JobTurn turn = _turns.TryGetValue(jobId, out JobTurn? known) ? known : _turns[jobId] = new JobTurn();
            if (turn.Ask(at, wake))
            {
                _queue.Enqueue(jobId, at);
            }
        }

        Fire();
    }

    private void Fire()
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            while (!_stopped && _running < _maxConcurrent && _queue.TryPeek(out string? jobId, out DateTimeOffset at))
            {
                if (at > now)
                {
                    _timer.Change(at - now, Timeout.InfiniteTimeSpan);
                    return;
                }

                _queue.Dequeue();
                if (_turns.TryGetValue(jobId, out JobTurn? turn) && turn.TryBegin(at, out bool wake))
                {
                    _running++;
                    _ = StepAsync(jobId, turn, wake);
                }
            }
        }
    }

    // Where steps run is their owner's choice: the pool, unless a synchronization context is in charge (as in the simulation).
    private async Task StepAsync(string jobId, JobTurn turn, bool wake)
    {
        await Task.Yield();
        DateTimeOffset? next = null;
        bool failed = false;
        try
        {
            next = await _tick(jobId, wake, _stopping.Token);
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
            StepFailed(_log, e, jobId);
        }

        End(jobId, turn, next, failed);
        Fire();
    }

    private void EndSteps() => _stopping.Cancel();

    private void End(string jobId, JobTurn turn, DateTimeOffset? next, bool failed)
    {
        bool isIdle;
        lock (_gate)
        {
            if (turn.End(next, failed, _time.GetUtcNow()) is { } at)
            {
                _queue.Enqueue(jobId, at);
            }
            else
            {
                _turns.Remove(jobId);
            }

            isIdle = --_running == 0 && _stopped;
        }

        if (isIdle)
        {
            _idle.TrySetResult();
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "The step of {JobId} failed; it is tried again after a pause.")]
    private static partial void StepFailed(ILogger log, Exception error, string jobId);
}
