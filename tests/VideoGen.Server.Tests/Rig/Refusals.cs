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
            if (instrument.Name == "videogen.webhook.rejected")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Reasons.Add((string)tags[0].Value!));
        _listener.Start();
    }

    public Seen<string> Reasons { get; } = new();

    public void Dispose() => _listener.Dispose();
}
