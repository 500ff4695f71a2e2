using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>When a job is looked at again: at the poll interval while a call may wait for it, then slower and slower, with an end. Pure.</summary>
internal sealed class LookAgain(TimeSpan followLimit)
{
    private static readonly TimeSpan WhileWaitedFor = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Slowest = TimeSpan.FromMinutes(10);

    /// <summary>The time of the next look.</summary>
    public static DateTimeOffset At(Job job, DateTimeOffset now, TimeSpan interval)
    {
        TimeSpan age = Age(job, now);
        if (age < WhileWaitedFor)
        {
            return now + interval;
        }

        TimeSpan slower = age / 6;
        return now + (slower > Slowest ? Slowest : slower < interval ? interval : slower);
    }

    /// <summary>True when it was followed long enough.</summary>
    public bool IsOver(Job job, DateTimeOffset now) => Age(job, now) >= followLimit;

    private static TimeSpan Age(Job job, DateTimeOffset now) => now - (job.SubmittedAt ?? job.CreatedAt);
}
