using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using VideoGen.Telemetry;

namespace VideoGen.Tests.Telemetry;

/// <summary>Every measurement of one agent, as <c>name{attribute=value,…} = number</c>.</summary>
internal sealed class MetricsListener : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _seen = [];

    public MetricsListener(AgentMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == metrics.Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        _listener.Start();
    }

    /// <summary>Measurements of an instrument so far, gauges as they are now.</summary>
    public string[] Of(string name)
    {
        _listener.RecordObservableInstruments();
        return [.. _seen.Where(s => s.StartsWith(name + "{", StringComparison.Ordinal)).Select(s => s[name.Length..])];
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, IFormattable value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen.Enqueue($"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}}} = {value}");
}
