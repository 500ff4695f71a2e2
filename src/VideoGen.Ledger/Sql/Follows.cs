using System.Data.Common;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Who looks at a job at the provider between its steps.</summary>
internal static class Follows
{
    /// <summary>
    /// Until when the owner of a job at the provider, else its follower, counts as alive; null when there is none. A select of its own, for a select
    /// of jobs.
    /// </summary>
    public const string Life = $"(select alive_until from process where process.owner = coalesce(job.owner, job.follower) and job.state in ({StateNames.Followed}))";

    // Nothing but a look is to be done: nobody made the job due, and nothing waits for it.
    private const string Looked =
        $"""
        select {JobRows.Columns}, on_failure, coalesce(job.owner, job.follower), {Life}, case when lease_owner = $owner then null else lease_until end, job.owner is not null
        from job join request on request.id = request_id
        where job.id = $id and due_at is not null and state in ({StateNames.Followed}) and woken_at is null
            and halted_at is null and cancel_requested_at is null
            and not exists (select 1 from inbox where inbox.job_id = job.id and handled = 0)
        """;

    private const string Take =
        "update job set follower = case when owner is null then $owner end, owner = case when owner is not null then $owner end where id = $id";

    private const string Prolong =
        "insert into process (owner, alive_until) values ($owner, $until) on conflict (owner) do update set alive_until = $until";

    /// <summary>Answers by what the ledger says, without writing.</summary>
    /// <returns>The answer, and whether it holds only once <see cref="Begin"/> has written it.</returns>
    public static (FollowResult Result, bool IsToWrite) Look(Session session, string jobId, string owner, DateTimeOffset now, DateTimeOffset until)
    {
        if (session.Find(Looked, row => Read(row, owner), ("$id", jobId), ("$owner", owner)) is not { } seen || seen.LeaseUntil > now)
        {
            return (new FollowResult.NeedsClaim(), false);
        }

        if (!seen.IsOwn && seen.AliveUntil > now)
        {
            return (new FollowResult.Later(seen.AliveUntil.Value) { IsElsewhere = seen.IsOwned }, false);
        }

        if (seen.Job.Job.NextTickAt is { } due && due > now)
        {
            return (new FollowResult.Later(due), false);
        }

        bool isFresh = seen.IsOwn && seen.AliveUntil >= Fresh(now, until);
        return (new FollowResult.Followed(seen.Job), !isFresh);
    }

    /// <summary>Answers, and writes who follows and lives.</summary>
    public static FollowResult Begin(Session session, string jobId, string owner, DateTimeOffset now, DateTimeOffset until)
    {
        (FollowResult result, bool isToWrite) = Look(session, jobId, owner, now, until);
        if (isToWrite)
        {
            session.Post(Take, ("$owner", owner), ("$id", jobId));
            Live(session, owner, until);
        }

        return result;
    }

    /// <summary>Who counts as alive until then or longer needs not say again that it lives: two thirds of the time from now until the next end.</summary>
    public static DateTimeOffset Fresh(DateTimeOffset now, DateTimeOffset until) => now + ((until - now) * 2 / 3);

    /// <summary>A process lives.</summary>
    public static void Live(Session session, string owner, DateTimeOffset until) =>
        session.Post(Prolong, ("$owner", owner), ("$until", Micros.Of(until)));

    private static Seen Read(DbDataReader row, string owner) => new(
        new ClaimedJob(JobRows.Read(row), Enum.Parse<OnFailure>(row.GetString(3)), Halted: false, CancelRequested: false, []),
        !row.IsDBNull(4) && row.GetString(4) == owner,
        row.IsDBNull(5) ? null : Micros.Time(row.GetInt64(5)),
        row.IsDBNull(6) ? null : Micros.Time(row.GetInt64(6)),
        row.GetBoolean(7));

    private sealed record Seen(ClaimedJob Job, bool IsOwn, DateTimeOffset? AliveUntil, DateTimeOffset? LeaseUntil, bool IsOwned);
}
