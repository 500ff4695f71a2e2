using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace VideoGen.Load.Bench;

/// <summary>How long webhooks took from their arrival to the end of their answer, as the web server itself measures it.</summary>
internal sealed class WebhookWatch : IDisposable
{
    private readonly ConcurrentBag<double> _kept = [];
    private readonly ConcurrentBag<double> _refused = [];
    private readonly MeterListener _listener = new();

    public WebhookWatch()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "http.server.request.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Ended(seconds, tags));
        _listener.Start();
    }

    public override string ToString() => $"2xx: {Words(_kept)}; refused: {Words(_refused)}";

    public void Dispose() => _listener.Dispose();

    private void Ended(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        bool isWebhook = false, isKept = false;
        foreach ((string name, object? value) in tags)
        {
            isWebhook |= name == "http.route" && value is string route && route.StartsWith("/webhooks/", StringComparison.Ordinal);
            isKept |= name == "http.response.status_code" && value is 200;
        }

        if (isWebhook)
        {
            (isKept ? _kept : _refused).Add(seconds * 1000);
        }
    }

    private static string Words(ConcurrentBag<double> times) => times.IsEmpty ? "0" : string.Create(CultureInfo.InvariantCulture, $"{times.Count}, {Spread.Of(times)} ms");
}
