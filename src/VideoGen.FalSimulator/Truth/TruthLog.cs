using VideoGen.FalSimulation.Queue;

namespace VideoGen.FalSimulation.Truth;

/// <summary>What really happened at the simulated provider: the oracle a client's own account is compared with. Thread-safe.</summary>
public sealed class TruthLog
{
    private readonly Lock _lock = new();
    private readonly Queue<TruthEvent> _events = new();
    private readonly TimeProvider _time;
    private readonly int _kept;
    private readonly JobStore _jobs;
    private long _order;
    private decimal _usd;
    private long _created;

    internal TruthLog(TimeProvider time, int kept, JobStore jobs)
    {
        _time = time;
        _kept = kept;
        _jobs = jobs;
    }

    /// <summary>The events that are still kept, oldest first.</summary>
    public IReadOnlyList<TruthEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The jobs that are still kept, oldest first.</summary>
    public IReadOnlyList<TruthJob> Jobs => [.. _jobs.All().Select(static job => job.ToTruth())];

    /// <summary>Money billed since the start, USD; forgotten jobs included.</summary>
    public decimal BilledUsd
    {
        get
        {
            lock (_lock)
            {
                return _usd;
            }
        }
    }

    /// <summary>Jobs created since the start; forgotten ones included.</summary>
    public long JobsCreated => Interlocked.Read(ref _created);

    /// <summary>One job, or <see langword="null"/> when it is unknown or forgotten.</summary>
    public TruthJob? Job(string requestId) => _jobs.Find(requestId)?.ToTruth();

    internal void Add(string kind, string? requestId, string text)
    {
        lock (_lock)
        {
            _events.Enqueue(new TruthEvent(++_order, _time.GetUtcNow(), kind, requestId, text));
            if (_events.Count > _kept)
            {
                _events.Dequeue();
            }
        }
    }

    internal void Created() => Interlocked.Increment(ref _created);

    internal void Bill(decimal usd)
    {
        lock (_lock)
        {
            _usd += usd;
        }
    }
}
