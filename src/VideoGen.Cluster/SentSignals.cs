using System.Collections.Concurrent;
using VideoGen.Jobs;

namespace VideoGen.Cluster;

/// <summary>What this node sent last of each unfinished job that it steps, so that a look which learned nothing is sent to nobody. Thread-safe.</summary>
internal sealed class SentSignals
{
    private readonly ConcurrentDictionary<string, JobSignal> _sent = new(StringComparer.Ordinal);

    /// <summary>True, and kept, when it says something else than the one before. The end of a job is always news, and the last of it.</summary>
    public bool IsNews(JobSignal signal)
    {
        if (signal.State is JobState.Succeeded or JobState.Failed or JobState.Cancelled or JobState.Expired or JobState.NotAttempted)
        {
            Forget(signal.JobId);
            return true;
        }

        bool isNews = !_sent.TryGetValue(signal.JobId, out JobSignal? last) || last != signal;
        if (isNews)
        {
            _sent[signal.JobId] = signal;
        }

        return isNews;
    }

    /// <summary>The job is another node's business now, or nobody else's.</summary>
    public void Forget(string jobId) => _sent.TryRemove(jobId, out _);
}
