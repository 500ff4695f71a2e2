using System.Collections.Immutable;
using VideoGen.Telemetry;

namespace VideoGen.Ledger.Sqlite;

/// <summary>Sums over the jobs; no document is read.</summary>
internal static class Totals
{
    private const string Open =
        """
        select provider, state, count(*), min(created_at), sum(cost) from job indexed by job_open
        where due_at is not null group by provider, state
        """;

    private const string Today = "select provider, sum(cost) from job where created_day = $day group by provider";

    /// <summary>The sums at a time.</summary>
    public static JobTotals Read(Session session, DateTimeOffset now) => new(
        session.List(Open, row => new OpenJobs(row.GetString(0), StateNames.Read(row.GetString(1)), row.GetInt32(2), Micros.Time(row.GetInt64(3)), Micros.Usd(row.GetInt64(4)))),
        session.List(Today, row => (Provider: row.GetString(0), Usd: Micros.Usd(row.GetInt64(1))), ("$day", Micros.Day(now))).ToImmutableDictionary(p => p.Provider, p => p.Usd, StringComparer.Ordinal));
}
