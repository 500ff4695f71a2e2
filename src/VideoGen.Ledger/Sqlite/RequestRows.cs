using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sqlite;

/// <summary>Requests as rows: the document is written once, what happens to a request later stands in columns.</summary>
internal static class RequestRows
{
    private const string Columns = "document, halted_at, cancel_requested_at";

    private const string InsertRequest =
        """
        insert into request (id, request_key, caller, on_failure, halted_at, cancel_requested_at, document)
        values ($id, $key, $caller, $rule, $halted, $cancelled, $document)
        """;

    private const string ById = $"select {Columns} from request where id = $id";
    private const string ByKey = $"select {Columns} from request where request_key = $key";
    private const string Newest = $"select {Columns} from request order by number desc limit $limit";
    private const string NewestOfCaller = $"select {Columns} from request where caller = $caller order by number desc limit $limit";

    /// <summary>Adds a request.</summary>
    public static void Insert(Session session, RequestRecord request) => session.Execute(
        InsertRequest,
        ("$id", request.Id),
        ("$key", request.RequestKey),
        ("$caller", request.Caller),
        ("$rule", request.OnFailure.ToString()),
        ("$halted", Micros.Of(request.HaltedAt)),
        ("$cancelled", Micros.Of(request.CancelRequestedAt)),
        ("$document", JsonSerializer.Serialize(request with { HaltedAt = null, CancelRequestedAt = null }, JobJson.Default.RequestRecord)));

    /// <summary>A request by id, or null.</summary>
    public static RequestRecord? Find(Session session, string id) => session.Find(ById, Read, ("$id", id));

    /// <summary>A request by the caller's key, or null.</summary>
    public static RequestRecord? FindByKey(Session session, string key) => session.Find(ByKey, Read, ("$key", key));

    /// <summary>The requests accepted last, newest first.</summary>
    public static ImmutableArray<RequestRecord> ListNewest(Session session, int limit) =>
        session.List(Newest, Read, ("$limit", limit));

    /// <summary>The requests of one caller that were accepted last, newest first.</summary>
    public static ImmutableArray<RequestRecord> ListNewestOf(Session session, string caller, int limit) =>
        session.List(NewestOfCaller, Read, ("$caller", caller), ("$limit", limit));

    private static RequestRecord Read(SqliteDataReader row) =>
        JsonSerializer.Deserialize(row.GetString(0), JobJson.Default.RequestRecord)! with
        {
            HaltedAt = row.IsDBNull(1) ? null : Micros.Time(row.GetInt64(1)),
            CancelRequestedAt = row.IsDBNull(2) ? null : Micros.Time(row.GetInt64(2)),
        };
}
