namespace VideoGen.Simulation.Worlds;

/// <summary>A timer of a <see cref="WallClock"/>.</summary>
internal sealed class WallTimer(Process process, Action callback) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private Happening? _next;
    private bool _isDisposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
        {
            return false;
        }

        _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
        Set(dueTime);
        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        Set(Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Set(TimeSpan due)
    {
        _next?.IsOn = false;
        _next = due < TimeSpan.Zero ? null : process.World.After(due, Fire);
    }

    private void Fire()
    {
        Set(_period);
        process.Post(_ => callback(), null);
    }
}
