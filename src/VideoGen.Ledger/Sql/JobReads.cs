using System.Collections.Immutable;
using System.Data.Common;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Questions about jobs.</summary>
internal static class JobReads
{
    private const string Columns = $"{JobRows.Columns}, job.lease_until";
    private const string ById = $"select {Columns} from job where id = $id";
    private const string OfRequest = $"select {Columns}, {Follows.Life} from job where request_id = $request order by segment_index";
    private const string Newest = $"select {Columns} from job order by number desc limit $limit";

    // What counts against caps stands in a column, so that the documents of most jobs are not looked at.
    private const string Unsettled =
        $"""
        select {Columns} from job
        where due_at is null and cost > 0 and state in ('failed', 'cancelled', 'expired') and document ->> 'billed_usd' is null
        order by number desc limit $limit
        """;

    private const string OfClip = $"select {Columns} from job where clip_path = $path order by number desc limit 1";

    // By the days, which have an index; the payloads of those days are compared one by one. Asked only for a submit whose answer was lost.
    private const string Twins =
        $"""
        select {Columns} from job
        where created_day between $from and $to and id <> $id and document ->> 'payload' = $payload
            and document ->> 'model' = $model and document ->> 'provider' = $provider
        """;

    private const int DaysBefore = 7;
    private const int DaysAfter = 2;
    private const string PendingCount = "select count(*) from job where due_at is not null";

    private const string Pending =
        $"select id, due_at, woken_at, lease_until, {Follows.Life}, coalesce(owner, follower) from job where due_at is not null order by number";

    /// <summary>A job by id, or null.</summary>
    public static Job? Find(Session session, string id) => session.Find(ById, Read, ("$id", id));

    /// <summary>The job whose stored clip has a path, or null.</summary>
    public static Job? FindOfClip(Session session, string path) => session.Find(OfClip, Read, ("$path", path));

    /// <summary>The jobs of a request in segment order.</summary>
    public static ImmutableArray<Job> ListOf(Session session, string requestId) =>
        session.List(OfRequest, row => Read(row, followed: !row.IsDBNull(2) || row.IsDBNull(4) ? 0 : row.GetInt64(4)), ("$request", requestId));

    /// <summary>The jobs added last, newest first.</summary>
    public static ImmutableArray<Job> ListNewest(Session session, int limit) =>
        session.List(Newest, Read, ("$limit", limit));

    /// <summary>The jobs that ended without anybody knowing whether they were billed, newest first.</summary>
    public static ImmutableArray<Job> ListUnsettled(Session session, int limit) => session.List(Unsettled, Read, ("$limit", limit));

    /// <summary>The other jobs with the same payload, in the order of their submits.</summary>
    public static ImmutableArray<Job> ListTwins(Session session, Job job) =>
    [
        .. session.List(
            Twins,
            Read,
            ("$from", Micros.Day(job.CreatedAt.AddDays(-DaysBefore))),
            ("$to", Micros.Day(job.CreatedAt.AddDays(DaysAfter))),
            ("$id", job.Id),
            ("$payload", job.Payload),
            ("$model", job.Model),
            ("$provider", job.Provider)).OrderBy(twin => twin.SubmittedAt).ThenBy(twin => twin.Id, StringComparer.Ordinal),
    ];

    /// <summary>Every job in no end state with the time from which it can be taken, the most urgent first.</summary>
    public static ImmutableArray<PendingTick> ListPending(Session session) =>
        [.. session.List(Pending, ReadPending).OrderBy(tick => tick.At)];

    /// <summary>How many jobs are in no end state.</summary>
    public static int CountPending(Session session) => (int)session.Number(PendingCount);

    // A job can be taken when its step is due, its lease has run out, and nobody follows it or it was signalled, whichever comes last.
    private static PendingTick ReadPending(DbDataReader row)
    {
        long due = row.GetInt64(1);
        long? signalledAt = row.IsDBNull(2) ? null : row.GetInt64(2);
        long? life = signalledAt is not null || row.IsDBNull(4) ? null : row.GetInt64(4);
        long at = Math.Max(Math.Max(Math.Min(due, signalledAt ?? due), row.IsDBNull(3) ? 0 : row.GetInt64(3)), life ?? 0);
        return new PendingTick(row.GetString(0), Micros.Time(at), life is null ? null : row.GetString(5));
    }

    private static Job Read(DbDataReader row) => Read(row, followed: 0);

    // While a job is claimed nobody else can step it before the lease has run out, due or not; while it is followed nobody else looks at it.
    private static Job Read(DbDataReader row, long followed)
    {
        var job = JobRows.Read(row);
        var free = Micros.Time(Math.Max(followed, row.IsDBNull(3) ? 0 : row.GetInt64(3)));
        return job.NextTickAt is { } at && free > at ? job with { NextTickAt = free } : job;
    }
}
