using System.Diagnostics.Metrics;
using VideoGen.Catalog;

namespace VideoGen.Telemetry;

/// <summary>
/// Gauges of the caps of the day, each provider's own and that of all, beside which <c>videogen.spend.today</c> tells how much is left; what has no cap has none. They never
/// wait for the catalog, which may be a CMS that does not answer: they show what was read last, and read anew in the background. Thread-safe.
/// </summary>
public sealed class CapGauge
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ICatalog _catalog;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private (string Provider, decimal Usd)[] _known = [];
    private Task _reading = Task.CompletedTask;
    private long? _readAt;

    /// <summary>Gauges on the meter of an agent.</summary>
    /// <param name="metrics">The agent's metrics.</param>
    /// <param name="catalog">Where the caps stand, those of the settings among them.</param>
    /// <param name="dayCapUsd">The cap of all providers, in US dollars; null for none.</param>
    /// <param name="time">Clock.</param>
    public CapGauge(AgentMetrics metrics, ICatalog catalog, decimal? dayCapUsd, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        (_catalog, _time) = (catalog, time);
        metrics.Meter.CreateObservableGauge("videogen.spend.day_cap", Caps, "{USD}", "Most US dollars that the jobs of one UTC day may weigh, where there is a cap. Aggregate with max, not sum.");
        if (dayCapUsd is { } all)
        {
            metrics.Meter.CreateObservableGauge("videogen.spend.day_cap_all", () => (double)all, "{USD}", "Most US dollars that the jobs of one UTC day may weigh at all providers together, where there is a cap. Aggregate with max, not sum.");
        }
    }

    private IEnumerable<Measurement<double>> Caps()
    {
        lock (_lock)
        {
            if (_reading.IsCompleted && (_readAt is not { } at || _time.GetElapsedTime(at) >= Fresh))
            {
                _readAt = _time.GetTimestamp();
                _reading = Task.Run(ReadAsync);
            }

            return [.. _known.Select(cap => new Measurement<double>((double)cap.Usd, new KeyValuePair<string, object?>(TelemetryNames.Provider, cap.Provider)))];
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            CatalogSnapshot snapshot = await _catalog.ReadAsync(CancellationToken.None);
            (string, decimal)[] caps = [.. snapshot.Providers.DistinctBy(p => p.Provider).Where(p => p.DayCapUsd is not null).Select(p => (p.Provider, p.DayCapUsd!.Value))];
            lock (_lock)
            {
                _known = caps;
            }
        }
#pragma warning disable CA1031 // Whoever uses the catalog reports what is wrong with it; what was known stays shown.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
