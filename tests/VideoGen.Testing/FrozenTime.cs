namespace VideoGen.Testing;

/// <summary>The clock of one process among several: frozen, its timers stay silent, as those of a process that was stopped or died.</summary>
/// <param name="inner">The clock on the wall.</param>
public sealed class FrozenTime(TimeProvider inner) : TimeProvider
{
    /// <summary>True keeps every timer from firing; the time itself goes on.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>By how much somebody set this clock; its timers and its count of seconds passed know nothing of that.</summary>
    public TimeSpan SetBy { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + SetBy;

    /// <inheritdoc/>
    public override long GetTimestamp() => inner.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return inner.CreateTimer(
            s =>
            {
                if (!IsFrozen)
                {
                    callback(s);
                }
            },
            state,
            dueTime,
            period);
    }
}
