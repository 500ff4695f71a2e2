using System.Collections.Immutable;
using VideoGen.Telemetry;

namespace VideoGen.Ledger.Sql;

/// <summary>Sums over the jobs; no document is read.</summary>
internal static class Totals
{
    private const string Open =
        """
        select provider, state, count(*), min(created_at), cast(sum(cost) as bigint) from job
        where due_at is not null group by provider, state
        """;

    private const string Today = "select provider, cast(sum(cost) as bigint) from job where created_day = $day group by provider";

    /// <summary>The sums at a time.</summary>
    public static JobTotals Read(Session session, DateTimeOffset now) => new(
        session.List(Open, row => new OpenJobs(row.GetString(0), StateNames.Read(row.GetString(1)), (int)row.GetInt64(2), Micros.Time(row.GetInt64(3)), Micros.Usd(row.GetInt64(4)))),
        session.List(Today, row => (Provider: row.GetString(0), Usd: Micros.Usd(row.GetInt64(1))), ("$day", Micros.Day(now))).ToImmutableDictionary(p => p.Provider, p => p.Usd, StringComparer.Ordinal));
}
