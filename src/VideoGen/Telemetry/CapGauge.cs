using System.Diagnostics.Metrics;
using VideoGen.Catalog;

namespace VideoGen.Telemetry;

/// <summary>
/// A gauge of the caps of the day, beside which <c>videogen.spend.today</c> tells how much is left; a provider without a cap has none. It never
/// waits for the catalog, which may be a CMS that does not answer: it shows what was read last, and reads anew in the background. Thread-safe.
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

    /// <summary>A gauge on the meter of an agent.</summary>
    /// <param name="metrics">The agent's metrics.</param>
    /// <param name="catalog">Where the caps stand, those of the settings among them.</param>
    /// <param name="time">Clock.</param>
    public CapGauge(AgentMetrics metrics, ICatalog catalog, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        (_catalog, _time) = (catalog, time);
        metrics.Meter.CreateObservableGauge("videogen.spend.day_cap", Caps, "{USD}", "Most US dollars that the jobs of one UTC day may weigh, where there is a cap. Aggregate with max, not sum.");
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
