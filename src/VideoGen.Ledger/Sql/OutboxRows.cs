using System.Collections.Immutable;
using System.Data.Common;
using VideoGen.Records;

namespace VideoGen.Ledger.Sql;

/// <summary>The outbox of the records as rows.</summary>
internal static class OutboxRows
{
    private const string EnterJob =
        """
        insert into record_outbox (job_id, revision, waiting_since, due_at) values ($job, 1, $now, $now)
        on conflict (job_id) do update set
            revision = record_outbox.revision + 1,
            waiting_since = coalesce(record_outbox.waiting_since, $now),
            due_at = case when record_outbox.due_at < $now then record_outbox.due_at else $now end
        """;

    private const string Free = "due_at <= $now and (lease_until is null or lease_until <= $now)";
    private const string AnyDue = $"select exists (select 1 from record_outbox where {Free})";

    private const string TakeDue =
        $"""
        update record_outbox set lease_owner = $owner, lease_until = $until
        where job_id in (select job_id from record_outbox where {Free} order by due_at limit $limit)
        returning job_id
        """;

    private const string TakenJob =
        $"""
        select {JobRows.Columns}, revision, delivered_revision, attempts
        from record_outbox join job on job.id = job_id where job_id = $job
        """;

    private const string Deliver =
        """
        update record_outbox set
            delivered_revision = $revision,
            waiting_since = case when revision > $revision then $now end,
            due_at = case when revision > $revision then $now end,
            attempts = 0, refused = false, problem = null, problem_at = null,
            lease_owner = case when lease_owner = $owner then null else lease_owner end,
            lease_until = case when lease_owner = $owner then null else lease_until end
        where job_id = $job and delivered_revision <= $revision
        """;

    private const string Refuse =
        """
        update record_outbox set
            due_at = case when revision > $revision then $now else $retry end,
            attempts = attempts + 1, refused = true, problem = $problem, problem_at = $now, lease_owner = null, lease_until = null
        where job_id = $job and lease_owner = $owner
        """;

    private const string PostponeJob =
        """
        update record_outbox set
            due_at = $retry,
            attempts = attempts + $counts, refused = false, problem = $problem, problem_at = $now, lease_owner = null, lease_until = null
        where job_id = $job and lease_owner = $owner
        """;

    private const string ReleaseAll = "update record_outbox set lease_owner = null, lease_until = null where lease_owner = $owner";
    private const string RefusedAgain = "update record_outbox set due_at = case when due_at < $now then due_at else $now end where refused";

    private const string Totals = "select count(*), min(waiting_since), (select count(*) from record_outbox where refused) from record_outbox where due_at is not null";

    private const string LastProblem =
        "select problem from record_outbox where due_at is not null and problem is not null and not refused order by problem_at desc limit 1";

    private const string NewestRefused =
        "select job_id, problem, problem_at, due_at from record_outbox where refused order by problem_at desc limit $limit";

    /// <summary>A job or its history changed: part of the same transaction.</summary>
    public static void Enter(Session session, string jobId, DateTimeOffset now) =>
        session.Post(EnterJob, ("$job", jobId), ("$now", Micros.Of(now)));

    /// <summary>True when a job can be taken.</summary>
    public static bool IsAnyDue(Session session, DateTimeOffset now) => session.Number(AnyDue, ("$now", Micros.Of(now))) != 0;

    /// <summary>Takes the ids of due jobs.</summary>
    public static ImmutableArray<string> Take(Session session, string owner, DateTimeOffset now, DateTimeOffset until, int limit) => session.List(
        TakeDue, row => row.GetString(0), ("$owner", owner), ("$until", Micros.Of(until)), ("$now", Micros.Of(now)), ("$limit", limit));

    /// <summary>The state of a job. Its revision and its history are of one moment, since the session is between begin and commit.</summary>
    public static DueRecord Read(Session session, string jobId) => session.Find(
        TakenJob,
        row => new DueRecord(JobRows.Read(row), [], row.GetInt64(3), row.GetInt64(4) == 0, row.GetInt32(5)),
        ("$job", jobId))! with
    {
        Events = History.List(session, jobId),
    };

    /// <summary>A revision is delivered.</summary>
    public static int MarkDelivered(Session session, string jobId, string owner, long revision, DateTimeOffset now) => session.Execute(
        Deliver, ("$job", jobId), ("$owner", owner), ("$revision", revision), ("$now", Micros.Of(now)));

    /// <summary>A revision is refused.</summary>
    public static int MarkRefused(
        Session session, string jobId, string owner, long revision, string reason, DateTimeOffset now, DateTimeOffset retryAt) => session.Execute(
        Refuse,
        ("$job", jobId),
        ("$owner", owner),
        ("$revision", revision),
        ("$problem", reason),
        ("$now", Micros.Of(now)),
        ("$retry", Micros.Of(retryAt)));

    /// <summary>A delivery got no usable answer.</summary>
    public static int Postpone(
        Session session, string jobId, string owner, string reason, bool counts, DateTimeOffset now, DateTimeOffset retryAt) => session.Execute(
        PostponeJob,
        ("$job", jobId),
        ("$owner", owner),
        ("$problem", reason),
        ("$counts", counts ? 1 : 0),
        ("$now", Micros.Of(now)),
        ("$retry", Micros.Of(retryAt)));

    /// <summary>A taker gives back what it holds.</summary>
    public static int Release(Session session, string owner) => session.Execute(ReleaseAll, ("$owner", owner));

    /// <summary>Refused jobs become due.</summary>
    public static int RetryRefused(Session session, DateTimeOffset now) => session.Execute(RefusedAgain, ("$now", Micros.Of(now)));

    /// <summary>What waits and what is refused.</summary>
    public static RecordBacklog Backlog(Session session)
    {
        (int waiting, DateTimeOffset? oldest, int refused) = session.Find(Totals, ReadTotals);
        return new RecordBacklog(
            waiting,
            oldest,
            session.Find(LastProblem, row => row.GetString(0)),
            session.List(
                NewestRefused,
                row => new RefusedRecord(row.GetString(0), row.GetString(1), Micros.Time(row.GetInt64(2)), Micros.Time(row.GetInt64(3))),
                ("$limit", RecordBacklog.MostShown)))
        {
            RefusedCount = refused,
        };
    }

    private static (int Waiting, DateTimeOffset? Oldest, int Refused) ReadTotals(DbDataReader row) =>
        ((int)row.GetInt64(0), row.IsDBNull(1) ? null : Micros.Time(row.GetInt64(1)), (int)row.GetInt64(2));
}
