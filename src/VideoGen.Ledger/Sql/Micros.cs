namespace VideoGen.Ledger.Sql;

/// <summary>Times and money as the whole numbers of the tables.</summary>
internal static class Micros
{
    /// <summary>Whole microseconds since 1970, rounded down.</summary>
    public static long Of(DateTimeOffset time) =>
        (long)Math.Floor((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerMicrosecond);

    /// <summary>Like <see cref="Of(DateTimeOffset)"/>; null stays null.</summary>
    public static long? Of(DateTimeOffset? time) => time is { } known ? Of(known) : null;

    /// <summary>The time of a column.</summary>
    public static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>Days since 1970, UTC.</summary>
    public static long Day(DateTimeOffset time) => (long)Math.Floor((time.UtcDateTime - DateTime.UnixEpoch).TotalDays);

    /// <summary>Whole millionths of a dollar, rounded up, so that a cap is never passed by rounding.</summary>
    public static long OfCost(decimal usd) => (long)decimal.Ceiling(usd * 1_000_000m);

    /// <summary>Whole millionths of a dollar, rounded down.</summary>
    public static long OfLimit(decimal usd) => (long)decimal.Floor(Math.Min(usd, Usd(long.MaxValue)) * 1_000_000m);

    /// <summary>US dollars of a column.</summary>
    public static decimal Usd(long micros) => micros / 1_000_000m;
}
