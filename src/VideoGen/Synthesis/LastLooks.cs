using System.Collections.Concurrent;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>
/// What the last look of this process told of jobs beyond their rows: place in the queue, part of the work. Kept in memory, because a look that
/// learns no new state writes nothing. Thread-safe.
/// </summary>
public sealed class LastLooks
{
    private readonly ConcurrentDictionary<string, JobSignal> _looks = new(StringComparer.Ordinal);

    /// <summary>What was told of a job as its row stands; null where this process saw nothing more.</summary>
    public JobSignal? Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _looks.GetValueOrDefault(job.Id) is { } look && look.State == job.State ? look : null;
    }

    /// <summary>A look told something.</summary>
    public void Saw(JobSignal look)
    {
        ArgumentNullException.ThrowIfNull(look);
        if (look is { Position: null, Progress: null })
        {
            _looks.TryRemove(look.JobId, out _);
        }
        else
        {
            _looks[look.JobId] = look;
        }
    }
}
