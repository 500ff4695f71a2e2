using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Writes steps of jobs, and what moves a request as a whole.</summary>
internal static class Steps
{
    // Version of the job, whether its request is stopped, and how many siblings are ahead.
    private const string Standing =
        $"""
        select
            (select version from job where id = $id),
            (select count(*) from request where id = $request and (halted_at is not null or cancel_requested_at is not null)),
            (select count(*) from job where request_id = $request and id <> $id
                and (state in ({StateNames.AtProvider}) or (state = 'planned' and segment_index < $index)))
        """;

    private const string Halt = "update request set halted_at = coalesce(halted_at, $now) where id = $request";

    private const string WakeSiblings =
        """
        update job set woken_at = case when woken_at < $now then woken_at else $now end
        where request_id = $request and id <> $id and state in ('planned', 'queued')
        """;

    private const string Cancel = "update request set cancel_requested_at = coalesce(cancel_requested_at, $now) where id = $request";

    private const string WakeUnfinished =
        "update job set woken_at = case when woken_at < $now then woken_at else $now end where request_id = $request and due_at is not null";

    /// <summary>Writes a step whole, or answers false.</summary>
    public static bool Commit(Session session, JobCommit commit, DateTimeOffset now)
    {
        var next = commit.Next;
        if ((next.IsTerminal && next.State is not JobState.Succeeded && Inbox.HoldsMoreThan(session, next.Id, commit.Handled))
            || JobRows.Update(session, next, commit.KeepClaim) is not var (lastLine, openDeliveries))
        {
            return false;
        }

        History.Add(session, next.Id, commit.Events, lastLine);
        Inbox.Handle(session, next.Id, commit.Handled);
        if (next.IsTerminal && openDeliveries > 0)
        {
            Inbox.Close(session, next);
        }

        if (commit.ChangesRecord)
        {
            OutboxRows.Enter(session, next.Id, now);
        }

        if (commit.HaltRequest)
        {
            session.Post(Halt, ("$now", Micros.Of(now)), ("$request", next.RequestId));
            session.Post(WakeSiblings, ("$now", Micros.Of(now)), ("$request", next.RequestId), ("$id", next.Id));
        }

        return true;
    }

    /// <summary>Writes the intent to submit where that is allowed.</summary>
    public static BeginSubmitResult BeginSubmit(Session session, JobCommit commit, int maxParallel, DateTimeOffset now)
    {
        var next = commit.Next;
        (long version, bool isStopped, long ahead) = session.Find(
            Standing,
            row => (row.IsDBNull(0) ? 0 : row.GetInt64(0), row.GetInt64(1) != 0, row.GetInt64(2)),
            ("$id", next.Id),
            ("$request", next.RequestId),
            ("$index", next.SegmentIndex));
        if (version != next.Version - 1)
        {
            return BeginSubmitResult.Conflict;
        }

        if (isStopped)
        {
            return BeginSubmitResult.Halted;
        }

        if (ahead >= maxParallel)
        {
            return BeginSubmitResult.Busy;
        }

        return Commit(session, commit with { KeepClaim = true }, now) ? BeginSubmitResult.Begun : BeginSubmitResult.Conflict;
    }

    /// <summary>Marks a request as cancelled by its caller.</summary>
    public static bool RequestCancel(Session session, string requestId, DateTimeOffset now)
    {
        session.Post(WakeUnfinished, ("$now", Micros.Of(now)), ("$request", requestId));
        return session.Execute(Cancel, ("$now", Micros.Of(now)), ("$request", requestId)) == 1;
    }
}
