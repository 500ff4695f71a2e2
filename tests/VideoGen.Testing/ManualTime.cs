namespace VideoGen.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Drives everything that takes a <see cref="TimeProvider"/>:
/// <c>Task.Delay</c>, <see cref="PeriodicTimer"/>, <see cref="CancellationTokenSource"/>, <c>WaitAsync</c>. Timers that fall due
/// while the clock is moved fire in the order of their times, each with the clock standing at its own time, on the thread that
/// moves the clock. Thread-safe.
/// </summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(int Count, TaskCompletionSource Signal)> _waiters = [];
    private DateTimeOffset _now;

    /// <summary>A clock that starts on 2026-03-01 at noon, UTC.</summary>
    public ManualTime()
        : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that starts at a given time.</summary>
    public ManualTime(DateTimeOffset start) => _now = start.ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Number of timers that are set and have not fired for the last time.</summary>
    public int SetTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count == 0 ? null : _timers.Min(timer => timer.DueAt);
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = GetUtcNow() + by;
        while (TakeDue(target) is { } due)
        {
            due.Fire();
        }
    }

    /// <summary>Completes once at least this many timers are set: the code under test has begun to wait.</summary>
    public Task WhenSetAsync(int timers)
    {
        lock (_lock)
        {
            if (_timers.Count >= timers)
            {
                return Task.CompletedTask;
            }

            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((timers, signal));
            return signal.Task;
        }
    }

    /// <summary>Sets a timer to its next time; a time that has come fires at once.</summary>
    internal void Set(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime > TimeSpan.Zero)
            {
                timer.DueAt = _now + dueTime;
                _timers.Add(timer);
                _waiters.Where(waiter => _timers.Count >= waiter.Count).ToList().ForEach(waiter => waiter.Signal.TrySetResult());
                return;
            }
        }

        if (dueTime == TimeSpan.Zero)
        {
            timer.Fire();
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            var first = _timers.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt);
            if (first is null)
            {
                _now = until > _now ? until : _now;
                return null;
            }

            _now = first.DueAt > _now ? first.DueAt : _now;
            _timers.Remove(first);
            return first;
        }
    }
}
