using System.Diagnostics.Metrics;
using VideoGen.Jobs;
using VideoGen.Records;

namespace VideoGen.Telemetry;

/// <summary>
/// Gauges of what the ledger holds: jobs by state, the oldest of them, money, the outbox. All of them come from one read a second at most,
/// made when somebody looks, and are the same in every process that shares the ledger. A ledger that cannot be read gives no figures, never
/// wrong ones, and keeps nobody from the other metrics. Thread-safe.
/// </summary>
public sealed class LedgerGauges
{
    private const string Shared = " The same in every process on one ledger: aggregate with max, not sum.";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly JobState[] OpenStates =
        [JobState.Planned, JobState.Submitting, JobState.Queued, JobState.Running, JobState.Downloading, JobState.SubmissionUnknown];

    private readonly IJobTotals _totals;
    private readonly IRecordOutbox? _outbox;
    private readonly string[] _providers;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private (JobTotals Jobs, RecordBacklog? Records)? _known;
    private long? _readAt;

    /// <summary>Gauges on the meter of an agent.</summary>
    /// <param name="metrics">The agent's metrics.</param>
    /// <param name="totals">Sums over the jobs.</param>
    /// <param name="outbox">What the system of record does not hold yet; null where there is none, so that nothing is late for it.</param>
    /// <param name="providers">Wire names of the providers, which are shown with 0 where they have no job.</param>
    /// <param name="time">Clock.</param>
    public LedgerGauges(AgentMetrics metrics, IJobTotals totals, IRecordOutbox? outbox, IEnumerable<string> providers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        (_totals, _outbox, _providers, _time) = (totals, outbox, [.. providers], time);
        Meter meter = metrics.Meter;
        meter.CreateObservableGauge("videogen.jobs", Jobs, "{job}", "Jobs in no end state, by state." + Shared);
        meter.CreateObservableGauge("videogen.job.oldest.age", Oldest, "s", "Age of the oldest job in a state; 0 where there is none." + Shared);
        meter.CreateObservableGauge("videogen.spend.reserved", Reserved, "{USD}", "US dollars that jobs in no end state weigh against caps." + Shared);
        meter.CreateObservableGauge("videogen.spend.today", Today, "{USD}", "US dollars that the jobs of this UTC day weigh against caps." + Shared);
        meter.CreateObservableGauge("videogen.outbox.entries", Entries, "{entry}", "Jobs whose newest state the system of record does not hold, by whether it refuses them." + Shared);
        meter.CreateObservableGauge("videogen.outbox.oldest.age", OldestEntry, "s", "How long the oldest of them has waited; 0 where none does." + Shared);
    }

    private IEnumerable<Measurement<long>> Jobs() => Read() is not { } read ? [] :
        from provider in _providers
        from state in OpenStates
        select new Measurement<long>(Of(read.Jobs, provider, state)?.Count ?? 0, Tags(provider, state));

    private IEnumerable<Measurement<double>> Oldest() => Read() is not { } read ? [] :
        from provider in _providers
        from state in OpenStates
        select new Measurement<double>(Age(Of(read.Jobs, provider, state)?.OldestAt), Tags(provider, state));

    private IEnumerable<Measurement<double>> Reserved() => Read() is not { } read ? [] :
        _providers.Select(p => new Measurement<double>((double)read.Jobs.Open.Where(o => o.Provider == p).Sum(o => o.ReservedUsd), new KeyValuePair<string, object?>(TelemetryNames.Provider, p)));

    private IEnumerable<Measurement<double>> Today() => Read() is not { } read ? [] :
        _providers.Select(p => new Measurement<double>((double)read.Jobs.WeightTodayUsd.GetValueOrDefault(p), new KeyValuePair<string, object?>(TelemetryNames.Provider, p)));

    private IEnumerable<Measurement<long>> Entries() => Read() is not { Records: { } records } ? [] :
    [
        new(records.Waiting - records.RefusedCount, new KeyValuePair<string, object?>(TelemetryNames.State, "waiting")),
        new(records.RefusedCount, new KeyValuePair<string, object?>(TelemetryNames.State, "refused")),
    ];

    private IEnumerable<Measurement<double>> OldestEntry() => Read() is not { Records: { } records } ? [] : [new(Age(records.OldestAt))];

    private static OpenJobs? Of(JobTotals totals, string provider, JobState state) => totals.Open.FirstOrDefault(o => o.Provider == provider && o.State == state);

    private double Age(DateTimeOffset? since) => since is { } at ? Math.Max(0, (_time.GetUtcNow() - at).TotalSeconds) : 0;

    private static KeyValuePair<string, object?>[] Tags(string provider, JobState state) =>
        [new(TelemetryNames.Provider, provider), new(TelemetryNames.State, TelemetryNames.Word(state))];

    // Whoever collects metrics has a thread of its own, and asks for one gauge after the other.
    private (JobTotals Jobs, RecordBacklog? Records)? Read()
    {
        lock (_lock)
        {
            if (_readAt is not { } at || _time.GetElapsedTime(at) >= Fresh)
            {
                Task<(JobTotals, RecordBacklog?)?> reading = Task.Run(ReadAsync);
                _known = reading.Wait(Patience) ? reading.Result : null;
                _readAt = _time.GetTimestamp();
            }

            return _known;
        }
    }

    private async Task<(JobTotals Jobs, RecordBacklog? Records)?> ReadAsync()
    {
        try
        {
            JobTotals jobs = await _totals.ReadTotalsAsync(_time.GetUtcNow(), CancellationToken.None);
            return (jobs, _outbox is null ? null : await _outbox.ReadBacklogAsync(CancellationToken.None));
        }
#pragma warning disable CA1031 // A gauge that throws would take every other metric with it; whoever uses the ledger reports what is wrong with it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
