using System.Collections.Concurrent;

namespace VideoGen.FalSimulation.Queue;

/// <summary>All jobs by id; of the finished ones only the newest are kept. Thread-safe.</summary>
internal sealed class JobStore(int kept, Action<Job> onForgotten)
{
    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Job> _finished = new();

    public Job? Find(string requestId) => _jobs.GetValueOrDefault(requestId);

    public void Add(Job job) => _jobs[job.RequestId] = job;

    public IReadOnlyList<Job> All() => [.. _jobs.Values.OrderBy(static job => job.Sequence)];

    public void Finished(Job job)
    {
        _finished.Enqueue(job);
        while (_finished.Count > kept && _finished.TryDequeue(out Job? oldest))
        {
            _jobs.TryRemove(oldest.RequestId, out _);
            onForgotten(oldest);
        }
    }
}
