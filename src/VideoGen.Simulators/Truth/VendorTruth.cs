using System.Collections.Concurrent;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.Truth;

/// <summary>
/// What really happened at the simulated vendor: the oracle a client's own account is compared with. The words of events are those of
/// <see cref="TruthKind"/>. Thread-safe.
/// </summary>
public sealed class VendorTruth
{
    private readonly Lock _lock = new();
    private readonly Queue<TruthEvent> _events = new();
    private readonly ConcurrentDictionary<string, VendorJob> _jobs = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly int _kept;
    private long _order;
    private decimal _usd;

    internal VendorTruth(TimeProvider time, int kept) => (_time, _kept) = (time, kept);

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

    /// <summary>All jobs, oldest first.</summary>
    public IReadOnlyList<VendorTruthJob> Jobs => [.. All.Select(static job => job.ToTruth())];

    /// <summary>Money billed since the start, USD.</summary>
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

    /// <summary>Jobs created since the start.</summary>
    public long JobsCreated => _jobs.Count;

    internal IEnumerable<VendorJob> All => _jobs.Values.OrderBy(static job => job.Sequence);

    /// <summary>One job, or <see langword="null"/> when it is unknown.</summary>
    public VendorTruthJob? Job(string id) => Find(id)?.ToTruth();

    internal VendorJob? Find(string id) => _jobs.GetValueOrDefault(id);

    internal void Created(VendorJob job)
    {
        _jobs[job.Id] = job;
        Add(TruthKind.JobCreated, job.Id, job.Order.Model);
    }

    internal void Add(string kind, string? id, string text)
    {
        lock (_lock)
        {
            _events.Enqueue(new TruthEvent(++_order, _time.GetUtcNow(), kind, id, text));
            if (_events.Count > _kept)
            {
                _events.Dequeue();
            }
        }
    }

    internal void Bill(decimal usd)
    {
        lock (_lock)
        {
            _usd += usd;
        }
    }
}
