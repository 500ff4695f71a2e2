using System.Collections.Concurrent;

namespace VideoGen.FalSimulation.Queue;

/// <summary>All jobs by id; of the finished ones only the newest are kept, and of large inputs only what fits into 128 MiB. Thread-safe.</summary>
internal sealed class JobStore(int kept, Action<Job> onForgotten)
{
    private const long MostBytes = 128 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Job> _finished = new();
    private readonly ConcurrentQueue<(Job Job, int Bytes)> _large = new();
    private long _bytes;

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

        if (job.WholeBytes is > 0 and var bytes)
        {
            _large.Enqueue((job, bytes));
            Interlocked.Add(ref _bytes, bytes);
            while (Interlocked.Read(ref _bytes) > MostBytes && _large.TryDequeue(out (Job Job, int Bytes) first))
            {
                first.Job.DropInput();
                Interlocked.Add(ref _bytes, -first.Bytes);
            }
        }
    }
}
