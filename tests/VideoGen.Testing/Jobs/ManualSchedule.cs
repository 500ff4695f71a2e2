using VideoGen.Jobs;

namespace VideoGen.Testing.Jobs;

/// <summary>A schedule that only remembers what it is asked for; a test takes the ticks out one by one. Thread-safe.</summary>
/// <param name="time">Tells what is due, and which tick is a wake.</param>
public sealed class ManualSchedule(TimeProvider time) : IJobSchedule
{
    private readonly Lock _lock = new();
    private readonly List<(string JobId, DateTimeOffset At, bool Wake)> _ticks = [];
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Time of the next tick; null when there is none.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_lock)
            {
                return _ticks.Count == 0 ? null : _ticks.Min(t => t.At);
            }
        }
    }

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _ticks.Count;
            }
        }
    }

    /// <inheritdoc/>
    public void TickAt(string jobId, DateTimeOffset at, StepKind kind = StepKind.Follow) => Add(jobId, at, wake: at <= time.GetUtcNow());

    /// <summary>Adds a tick at the time that the ledger says.</summary>
    public void Add(string jobId, DateTimeOffset at, bool wake = false)
    {
        lock (_lock)
        {
            int known = _ticks.FindIndex(t => t.JobId == jobId);
            if (known < 0)
            {
                _ticks.Add((jobId, at, wake));
            }
            else
            {
                _ticks[known] = (jobId, at < _ticks[known].At ? at : _ticks[known].At, wake || _ticks[known].Wake);
            }

            _asked.TrySetResult();
        }
    }

    /// <summary>Takes out the first tick that is due.</summary>
    public bool TryTake(out string jobId, out bool wake)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            int due = _ticks.FindIndex(t => t.At <= now);
            (jobId, wake) = due < 0 ? ("", false) : (_ticks[due].JobId, _ticks[due].Wake);
            if (due >= 0)
            {
                _ticks.RemoveAt(due);
            }

            return due >= 0;
        }
    }

    /// <summary>Completes when the schedule is asked for a tick after this.</summary>
    public Task WhenAskedAsync()
    {
        lock (_lock)
        {
            _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _asked.Task;
        }
    }
}
