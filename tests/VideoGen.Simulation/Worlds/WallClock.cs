namespace VideoGen.Simulation.Worlds;

/// <summary>
/// The clock of one process: its wall time may be wrong and may jump, its timers run on the world's time. A timer calls back as a piece of
/// the process.
/// </summary>
internal sealed class WallClock(Process process) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => process.World.Now + process.ClockError;

    public override long GetTimestamp() => process.World.Since.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WallTimer(process, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}
