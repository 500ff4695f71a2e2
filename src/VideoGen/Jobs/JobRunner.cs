using Microsoft.Extensions.Logging;

namespace VideoGen.Jobs;

/// <summary>
/// The schedule of one process: ticks wait in memory until they are due on the injected clock and then run, a bounded number at a time,
/// never two of one job. Rebuilt from the ledger by <see cref="TakeUpAsync"/>.
/// </summary>
public sealed partial class JobRunner : IJobSchedule, IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly Func<string, bool, CancellationToken, Task<DateTimeOffset?>> _tick;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _queue = new();
    private readonly ITimer _timer;
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>A runner.</summary>
    /// <param name="tick">Takes one step of a job (the flag: before its time); gives the time of the next, or null at its end.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    /// <param name="maxConcurrent">Steps at a time, 1 or more.</param>
    public JobRunner(Func<string, bool, CancellationToken, Task<DateTimeOffset?>> tick, TimeProvider time, ILogger log, int maxConcurrent = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrent, 1);
        (_tick, _time, _log) = (tick, time, log);
        _room = new SemaphoreSlim(maxConcurrent);
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void TickAt(string jobId, DateTimeOffset at)
    {
        bool wake = at <= _time.GetUtcNow();
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            Entry entry = _entries.TryGetValue(jobId, out Entry? known) ? known : _entries[jobId] = new Entry();
            entry.Wake |= wake;
            if (!entry.Running && (entry.At is null || at < entry.At))
            {
                entry.At = at;
                _queue.Enqueue(jobId, at);
            }
        }

        Fire();
    }

    /// <summary>Takes up every unfinished job of the ledger where it stands.</summary>
    public async Task TakeUpAsync(ILedger ledger, CancellationToken cancellationToken)
    {
        foreach (PendingTick pending in await ledger.ListPendingAsync(cancellationToken))
        {
            TickAt(pending.JobId, pending.At);
        }
    }

    /// <summary>No new steps; steps under way are told to end and awaited. What is unfinished stays in the ledger.</summary>
    public async ValueTask DisposeAsync()
    {
        Task idle;
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            _stopping.Cancel();
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _running == 0 ? Task.CompletedTask : _idle.Task;
        }

        await _timer.DisposeAsync();
        await idle;
        _room.Dispose();
        _stopping.Dispose();
    }

    private void Fire()
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            while (!_stopping.IsCancellationRequested && _queue.TryPeek(out string? jobId, out DateTimeOffset at))
            {
                if (at > now)
                {
                    _timer.Change(at - now, Timeout.InfiniteTimeSpan);
                    return;
                }

                _queue.Dequeue();
                if (_entries.TryGetValue(jobId, out Entry? entry) && !entry.Running && entry.At == at)
                {
                    bool wake = entry.Wake;
                    (entry.Running, entry.At, entry.Wake) = (true, null, false);
                    _running++;
                    _ = Task.Run(() => StepAsync(jobId, entry, wake));
                }
            }
        }
    }

    private async Task StepAsync(string jobId, Entry entry, bool wake)
    {
        DateTimeOffset? next = null;
        try
        {
            await _room.WaitAsync(_stopping.Token);
            try
            {
                next = await _tick(jobId, wake, _stopping.Token);
            }
            finally
            {
                _room.Release();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The ledger still has it; the next start takes it up.
        }
#pragma warning disable CA1031 // A step that fails must not take the others with it; the job is tried again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            StepFailed(_log, e, jobId);
            next = _time.GetUtcNow() + Retry;
        }

        Settle(jobId, entry, next);
        Fire();
    }

    private void Settle(string jobId, Entry entry, DateTimeOffset? next)
    {
        lock (_gate)
        {
            entry.Running = false;
            DateTimeOffset? at = entry.Wake ? _time.GetUtcNow() : next;
            if (at is { } due)
            {
                entry.At = due;
                _queue.Enqueue(jobId, due);
            }
            else
            {
                _entries.Remove(jobId);
            }

            if (--_running == 0)
            {
                _idle?.TrySetResult();
            }
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "The step of {JobId} failed; it is tried again.")]
    private static partial void StepFailed(ILogger log, Exception error, string jobId);

    private sealed class Entry
    {
        public DateTimeOffset? At { get; set; }

        public bool Running { get; set; }

        public bool Wake { get; set; }
    }
}
