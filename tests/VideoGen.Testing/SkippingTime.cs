namespace VideoGen.Testing;

/// <summary>A clock that jumps over short waits at once and keeps them in a list; longer ones (deadlines) never come by themselves.</summary>
public sealed class SkippingTime(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Skipped = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private DateTimeOffset _now = start;

    /// <summary>Begins with the year 2026.</summary>
    public SkippingTime()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>The waits that were jumped over, in order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= Skipped)
        {
            lock (_lock)
            {
                Waits.Add(dueTime);
                _now += dueTime;
            }

            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Idle();
    }

    private sealed class Idle : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
