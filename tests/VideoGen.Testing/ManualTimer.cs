namespace VideoGen.Testing;

/// <summary>A timer of <see cref="ManualTime"/>.</summary>
internal sealed class ManualTimer(ManualTime time, Action callback) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private volatile bool _disposed;

    /// <summary>When it falls due, while it is set.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
        time.Set(this, dueTime);
        return true;
    }

    /// <summary>Fires, and sets itself again when it repeats.</summary>
    public void Fire()
    {
        if (_disposed)
        {
            return;
        }

        if (_period > TimeSpan.Zero)
        {
            time.Set(this, _period);
        }

        callback();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        time.Set(this, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
