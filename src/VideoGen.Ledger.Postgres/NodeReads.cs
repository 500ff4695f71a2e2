using System.Collections.Immutable;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Postgres;

/// <summary>The membership of a cluster, for people. Nothing here decides about anything.</summary>
internal static class NodeReads
{
    private const string All =
        "select document ->> 'name', address, document ->> 'host', document ->> 'status', alive_at from node order by document ->> 'status', document ->> 'name'";

    private const string Now = "select (extract(epoch from clock_timestamp()) * 1000000)::bigint";

    /// <summary>Every node that is not forgotten yet.</summary>
    public static ImmutableArray<NodeRecord> List(Session session) =>
        session.List(All, row => new NodeRecord(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Micros.Time(row.GetInt64(4))));

    /// <summary>The clock of the database's machine.</summary>
    public static DateTimeOffset Clock(Session session) => Micros.Time(session.Number(Now));
}
