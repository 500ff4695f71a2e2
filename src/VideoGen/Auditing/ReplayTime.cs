namespace VideoGen.Auditing;

/// <summary>The clock of a replay: it stands at the time of what is played.</summary>
internal sealed class ReplayTime(DateTimeOffset begin) : TimeProvider
{
    private DateTimeOffset _now = begin;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    // Nothing waits in a replay.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    public void MoveTo(DateTimeOffset at) => _now = at > _now ? at : _now;

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // It never rings.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
