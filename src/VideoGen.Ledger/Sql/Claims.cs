using System.Collections.Immutable;
using System.Data.Common;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Who may step a job.</summary>
internal static class Claims
{
    // A wish to be stepped moves into the due time, where it outlives a claimer that dies, and where the claimer's commit replaces it.
    private const string TakeJob =
        $"""
        update job set
            lease_owner = $owner, lease_until = $until, due_at = case when due_at < $now then due_at else $now end, woken_at = null,
            follower = case when follower is not null then $owner end
        where id = $id
            and due_at is not null
            and ($wake or woken_at <= $now
                or (due_at <= $now and (coalesce(owner, follower) is null or coalesce(owner, follower) = $owner or not exists
                    (select 1 from process where process.owner = coalesce(job.owner, job.follower) and alive_until > $now))))
            and (lease_owner is null or lease_owner = $owner or lease_until <= $now)
        returning document, due_at, woken_at, -- as a select of jobs has them
            (select on_failure from request where request.id = job.request_id),
            (select halted_at is not null from request where request.id = job.request_id),
            (select cancel_requested_at is not null from request where request.id = job.request_id),
            coalesce(owner, follower) is not null,
            (select count(*) from inbox where inbox.job_id = $id and handled = 0)
        """;

    private const string ExtendLease =
        """
        update job set lease_until = $until, follower = case when $until < lease_until then null else follower end
        where id = $id and lease_owner = $owner
        """;

    private const string All =
        """
        select lease_owner from job where due_at is not null and lease_owner is not null
        union select lease_owner from record_outbox where lease_owner is not null
        """;

    private const string FreeJobs = "update job set lease_owner = null, lease_until = null where due_at is not null and lease_owner = $owner";

    /// <summary>Takes a job for one step, or answers null.</summary>
    public static ClaimedJob? Take(Session session, string jobId, string owner, DateTimeOffset now, DateTimeOffset until, bool wake)
    {
        var taken = session.Find<(ClaimedJob Job, bool IsFollowed, bool HasDeliveries)?>(
            TakeJob,
            row => (ReadTaken(row), row.GetBoolean(6), row.GetInt64(7) != 0),
            ("$owner", owner),
            ("$until", Micros.Of(until)),
            ("$now", Micros.Of(now)),
            ("$id", jobId),
            ("$wake", wake));
        if (taken is not var (job, isFollowed, hasDeliveries))
        {
            return null;
        }

        if (isFollowed)
        {
            Follows.Live(session, owner, until);
        }

        return hasDeliveries ? job with { Deliveries = Inbox.ListOpen(session, jobId) } : job;
    }

    /// <summary>Prolongs a claim that is still held.</summary>
    public static bool Extend(Session session, string jobId, string owner, DateTimeOffset until) =>
        session.Execute(ExtendLease, ("$until", Micros.Of(until)), ("$id", jobId), ("$owner", owner)) == 1;

    /// <summary>Who claims anything, a job or the delivery of a record.</summary>
    public static ImmutableArray<string> Claimers(Session session) => [.. session.List(All, row => row.GetString(0))];

    /// <summary>Ends every claim of one that is dead. How many there were.</summary>
    public static int Free(Session session, string owner) => session.Execute(FreeJobs, ("$owner", owner)) + OutboxRows.Release(session, owner);

    private static ClaimedJob ReadTaken(DbDataReader row) =>
        new(JobRows.Read(row), Enum.Parse<OnFailure>(row.GetString(3)), row.GetBoolean(4), row.GetBoolean(5), []);
}
