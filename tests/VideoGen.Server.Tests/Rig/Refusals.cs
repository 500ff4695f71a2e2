using System.Diagnostics.Metrics;

namespace VideoGen.Server.Tests.Rig;

/// <summary>Counts refused deliveries by reason, over the whole process.</summary>
internal sealed class Refusals : IDisposable
{
    private readonly MeterListener _listener = new();

    public Refusals()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "videogen.webhooks")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach ((string name, object? value) in tags)
            {
                if (name == "reason")
                {
                    Reasons.Add((string)value!);
                }
            }
        });
        _listener.Start();
    }

    public Seen<string> Reasons { get; } = new();

    public void Dispose() => _listener.Dispose();
}
