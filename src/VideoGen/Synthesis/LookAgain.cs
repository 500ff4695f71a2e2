using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>
/// When a job is looked at again: at the poll interval while a call may wait for it, then slower and slower, with an end. Where so many jobs
/// are followed that this would be more looks a second than one process takes, each is looked at less often, at its own moment. Webhooks
/// are received all the same.
/// </summary>
/// <param name="followLimit">How long a job is followed.</param>
/// <param name="throttledLimit">How long a job is followed that the account's own limit at the provider keeps waiting.</param>
/// <param name="slowest">Longest pause between two looks at a job that nobody waits for.</param>
/// <param name="mostPerSecond">Looks a second of one process, in the long run.</param>
/// <param name="schedule">Knows how many jobs there are.</param>
/// <param name="nodes">Nodes of a cluster share the looks.</param>
internal sealed class LookAgain(TimeSpan followLimit, TimeSpan throttledLimit, TimeSpan slowest, int mostPerSecond, IJobSchedule schedule, INodes nodes)
{
    private static readonly TimeSpan Group = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileWaitedFor = TimeSpan.FromSeconds(90);

    /// <summary>The time of the next look.</summary>
    public DateTimeOffset At(Job job, DateTimeOffset now, TimeSpan interval)
    {
        TimeSpan pause = Pause(Age(job, now), interval);
        var crowded = TimeSpan.FromSeconds(schedule.Count * (double)nodes.Current.Count / mostPerSecond);
        return pause >= crowded ? now + pause : Together(now + (crowded * Own(job.Id)));
    }

    /// <summary>True when it was followed long enough. Time in which the account's own limit kept it waiting has a limit of its own.</summary>
    public bool IsOver(Job job, DateTimeOffset now) => job.ThrottledSince is { } since
        ? now - since >= throttledLimit
        : now - (job.ThrottledUntil ?? job.SubmittedAt ?? job.CreatedAt) >= followLimit;

    private TimeSpan Pause(TimeSpan age, TimeSpan interval)
    {
        long longest = Math.Max(slowest.Ticks, interval.Ticks); // never more often than while a call waits
        return age < WhileWaitedFor ? interval : TimeSpan.FromTicks(Math.Clamp(age.Ticks / 6, interval.Ticks, longest));
    }

    // Twenty looks once a second cost half of what one costs every fiftieth of a second: threads, connections and caches are woken once for all of them.
    private static DateTimeOffset Together(DateTimeOffset at) => at.AddTicks(Group.Ticks - 1 - ((at.Ticks - 1) % Group.Ticks));

    private static TimeSpan Age(Job job, DateTimeOffset now) => now - (job.SubmittedAt ?? job.CreatedAt);

    // 1 to 1.5, always the same for a job: what was submitted in one burst is not looked at in one burst for ever.
    internal static double Own(string jobId) => 1 + (jobId.Aggregate(17u, (hash, letter) => (hash * 31) + letter) % 512 / 1024.0);
}
