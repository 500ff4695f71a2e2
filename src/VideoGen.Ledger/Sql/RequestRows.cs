using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Requests as rows: the document is written once, what happens to a request later stands in columns.</summary>
internal static class RequestRows
{
    private const string Columns = "document, halted_at, cancel_requested_at";

    private const string InsertRequest =
        """
        insert into request (id, request_key, order_hash, caller, project_id, on_failure, halted_at, cancel_requested_at, document)
        values ($id, $key, $order, $caller, $project, $rule, $halted, $cancelled, $document)
        """;

    // A job in no end state has a time of its next step.
    private const string InTheMaking =
        $"""
        select {Columns} from request
        where order_hash = $order and cancel_requested_at is null
            and exists (select 1 from job where request_id = request.id and due_at is not null)
        order by number desc limit 1
        """;

    private const string InsertJoinedKey = "insert into joined_key (request_key, request_id, input_hash) values ($key, $id, $hash)";

    private const string ById = $"select {Columns} from request where id = $id";
    private const string ByKey = $"select {Columns} from request where request_key = $key";
    private const string ByJoinedKey = $"select {Columns}, input_hash from joined_key join request on id = request_id where joined_key.request_key = $key";
    private const string Newest = $"select {Columns} from request order by number desc limit $limit";
    private const string NewestOfCaller = $"select {Columns} from request where caller = $caller order by number desc limit $limit";

    /// <summary>Adds a request.</summary>
    public static void Insert(Session session, RequestRecord request) => session.Post(
        InsertRequest,
        ("$id", request.Id),
        ("$key", request.RequestKey),
        ("$order", request.OrderHash),
        ("$caller", request.Caller),
        ("$project", request.ProjectId),
        ("$rule", request.OnFailure.ToString()),
        ("$halted", Micros.Of(request.HaltedAt)),
        ("$cancelled", Micros.Of(request.CancelRequestedAt)),
        ("$document", Document(request)));

    /// <summary>Has the key of an order, if it has one, find the request that the order joined: also when that is no longer being made.</summary>
    public static void Join(Session session, RequestRecord known, RequestRecord order)
    {
        if (order.RequestKey is { } key)
        {
            session.Post(InsertJoinedKey, ("$key", key), ("$id", known.Id), ("$hash", order.InputHash));
        }
    }

    /// <summary>The newest request of the same order that is still being made, or null.</summary>
    public static RequestRecord? FindInTheMaking(Session session, RequestRecord order) =>
        order.OrderHash is { } hash ? session.Find(InTheMaking, Read, ("$order", hash)) : null;

    /// <summary>A request by id, or null.</summary>
    public static RequestRecord? Find(Session session, string id) => session.Find(ById, Read, ("$id", id));

    /// <summary>A request by the key that it was ordered with, or by that of an order that joined it; or null.</summary>
    public static KeyedRequest? FindByKey(Session session, string key) =>
        session.Find(ByKey, Read, ("$key", key)) is { } made
            ? new KeyedRequest(made, made.InputHash)
            : session.Find(ByJoinedKey, row => new KeyedRequest(Read(row), row.GetString(3)), ("$key", key));

    /// <summary>The requests accepted last, newest first.</summary>
    public static ImmutableArray<RequestRecord> ListNewest(Session session, int limit) =>
        session.List(Newest, Read, ("$limit", limit));

    /// <summary>The requests of one caller that were accepted last, newest first.</summary>
    public static ImmutableArray<RequestRecord> ListNewestOf(Session session, string caller, int limit) =>
        session.List(NewestOfCaller, Read, ("$caller", caller), ("$limit", limit));

    private static string Document(RequestRecord request) =>
        JsonSerializer.Serialize(request with { HaltedAt = null, CancelRequestedAt = null }, JobJson.Default.RequestRecord);

    private static RequestRecord Read(DbDataReader row) =>
        JsonSerializer.Deserialize(row.GetString(0), JobJson.Default.RequestRecord)! with
        {
            HaltedAt = row.IsDBNull(1) ? null : Micros.Time(row.GetInt64(1)),
            CancelRequestedAt = row.IsDBNull(2) ? null : Micros.Time(row.GetInt64(2)),
        };
}
