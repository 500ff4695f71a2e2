namespace VideoGen.Testing.Jobs;

/// <summary>One job in a <see cref="MemoryOutbox"/>.</summary>
internal sealed class MemoryOutboxRow(string jobId)
{
    public string JobId { get; } = jobId;

    public long Revision { get; private set; }

    public long Delivered { get; private set; }

    public DateTimeOffset? WaitingSince { get; private set; }

    public DateTimeOffset? DueAt { get; private set; }

    public int Attempts { get; private set; }

    public bool IsRefused { get; private set; }

    public string? Problem { get; private set; }

    public DateTimeOffset? ProblemAt { get; private set; }

    private string? Owner { get; set; }

    private DateTimeOffset? Lease { get; set; }

    public void Enter(DateTimeOffset now)
    {
        Revision++;
        WaitingSince ??= now;
        DueAt = DueAt < now ? DueAt : now;
    }

    public bool IsFree(DateTimeOffset now) => DueAt <= now && (Lease is null || Lease <= now);

    public void Take(string owner, DateTimeOffset until) => (Owner, Lease) = (owner, until);

    public void Deliver(string owner, long revision, DateTimeOffset now)
    {
        if (Delivered > revision)
        {
            return;
        }

        Delivered = revision;
        WaitingSince = DueAt = Revision > revision ? now : null;
        (Attempts, IsRefused, Problem, ProblemAt) = (0, false, null, null);
        Release(owner);
    }

    public void Fail(string owner, string problem, DateTimeOffset now, DateTimeOffset dueAt, bool isRefused, bool counts)
    {
        if (Owner == owner)
        {
            (DueAt, IsRefused, Problem, ProblemAt, Owner, Lease) = (dueAt, isRefused, problem, now, null, null);
            Attempts += counts ? 1 : 0;
        }
    }

    public bool Release(string owner)
    {
        bool held = Owner == owner;
        (Owner, Lease) = held ? (null, null) : (Owner, Lease);
        return held;
    }

    public void RetryNow(DateTimeOffset now) => DueAt = DueAt < now ? DueAt : now;
}
