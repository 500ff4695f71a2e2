using System.Collections.Immutable;
using System.Data.Common;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Which node of a cluster a job belongs to. Nothing here touches the version of a job.</summary>
internal static class Owners
{
    private const string OfJob = "select owner from job where id = $id and due_at is not null";
    private const string Counts = "select owner, count(*) from job where owner is not null and due_at is not null group by owner";
    private const string OfNobody = "select count(*) from job where due_at is not null and owner is null";
    private const string LifeOf = "select alive_until from process where owner = $owner";
    private const string Back = "update job set owner = null where owner = $owner and due_at is not null";

    private const string Own = "select id, due_at, woken_at, case when lease_owner <> $owner then lease_until end from job where owner = $owner and due_at is not null";

    // The claim of the dead goes with its job; that of somebody who lives does not.
    private const string Take =
        """
        update job set owner = $owner, follower = null,
            lease_until = case when lease_owner = $from then null else lease_until end,
            lease_owner = case when lease_owner = $from then null else lease_owner end
        where id in (select id from job where owner = $from and due_at is not null order by number limit $most)
        returning id, due_at, woken_at, lease_until
        """;

    private const string TakeOfNobody =
        """
        update job set owner = $owner, follower = null
        where id in (select id from job where owner is null and due_at is not null order by number limit $most)
        returning id, due_at, woken_at, lease_until
        """;

    /// <summary>The owner of an unfinished job, or null.</summary>
    public static string? Find(Session session, string jobId) =>
        session.Find(OfJob, row => row.IsDBNull(0) ? null : row.GetString(0), ("$id", jobId));

    /// <summary>Unfinished jobs by owner, the empty name for nobody.</summary>
    public static ImmutableDictionary<string, int> Count(Session session)
    {
        ImmutableDictionary<string, int> counts = session.List(Counts, row => KeyValuePair.Create(row.GetString(0), (int)row.GetInt64(1))).ToImmutableDictionary(StringComparer.Ordinal);
        return session.Number(OfNobody) is > 0 and var free ? counts.Add("", (int)free) : counts;
    }

    /// <summary>The unfinished jobs of an owner, the most urgent first.</summary>
    public static ImmutableArray<PendingTick> List(Session session, string owner) => Sorted(session.List(Own, Read, ("$owner", owner)));

    /// <summary>Gives an owner's jobs back.</summary>
    public static int GiveBack(Session session, string owner) => session.Execute(Back, ("$owner", owner));

    /// <summary>Whether there is anything to write: jobs that may be taken over, or a life that ends soon.</summary>
    public static bool IsAnythingToDo(Session session, string owner, NodeView view, DateTimeOffset now, DateTimeOffset until) =>
        Count(session).Keys.Any(other => other != owner && !view.Living.Contains(other))
        || session.Number(LifeOf, ("$owner", owner)) < Micros.Of(Follows.Fresh(now, until));

    /// <summary>Gives back what the dead claim, of whomever the jobs are.</summary>
    public static void Free(Session session, ImmutableHashSet<string> dead)
    {
        foreach (string owner in Claims.Claimers(session).Where(dead.Contains))
        {
            Claims.Free(session, owner);
        }
    }

    /// <summary>Takes one bite.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="owner">Who takes.</param>
    /// <param name="view">Who lives and who is dead.</param>
    /// <param name="most">Largest bite.</param>
    /// <param name="until">Until when the taker counts as alive.</param>
    /// <param name="isGone">True for a process that is no more.</param>
    public static JobTakeOver TakeOver(Session session, string owner, NodeView view, int most, DateTimeOffset until, Func<string, bool> isGone)
    {
        Follows.Live(session, owner, until);
        KeyValuePair<string, int>[] free =
            [.. Count(session).Where(c => c.Key != owner && !view.Living.Contains(c.Key) && (c.Key.Length == 0 || view.Dead.Contains(c.Key) || isGone(c.Key))).OrderBy(c => c.Key, StringComparer.Ordinal)];
        int left = free.Sum(c => c.Value);
        int bite = JobTakeOver.Bite(left, view.Count, most);
        var taken = ImmutableArray.CreateBuilder<PendingTick>();
        foreach (string from in free.Select(c => c.Key))
        {
            if (taken.Count < bite)
            {
                taken.AddRange(from.Length == 0
                    ? session.List(TakeOfNobody, Read, ("$owner", owner), ("$most", bite - taken.Count))
                    : session.List(Take, Read, ("$owner", owner), ("$from", from), ("$most", bite - taken.Count)));
            }
        }

        return new JobTakeOver(Sorted(taken), left - taken.Count);
    }

    private static ImmutableArray<PendingTick> Sorted(IEnumerable<PendingTick> ticks) =>
        [.. ticks.OrderBy(tick => tick.At).ThenBy(tick => tick.JobId, StringComparer.Ordinal)];

    private static PendingTick Read(DbDataReader row)
    {
        long due = row.GetInt64(1);
        long at = Math.Max(row.IsDBNull(2) ? due : Math.Min(due, row.GetInt64(2)), row.IsDBNull(3) ? 0 : row.GetInt64(3));
        return new PendingTick(row.GetString(0), Micros.Time(at));
    }
}
