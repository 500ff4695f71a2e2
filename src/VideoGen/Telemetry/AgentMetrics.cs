using System.Diagnostics.Metrics;

namespace VideoGen.Telemetry;

/// <summary>
/// What an agent counts and measures: one meter and its instruments, named in <c>docs/telemetry.md</c>. Nothing is recorded, and nothing is
/// paid, while nobody listens. Ids, prompts, addresses and words of strangers are never attributes. Thread-safe.
/// </summary>
public sealed class AgentMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "VideoGen";

    // Part of the public contract: dashboards are built on them. 90 s is the longest wait of a call.
    private static readonly double[] ClipSeconds = [5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 3600];
    private static readonly double[] LengthSeconds = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30];
    private static readonly double[] DelaySeconds = [1, 2, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200];
    private static readonly double[] CommitSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>The instruments of one agent.</summary>
    public AgentMetrics()
    {
        Segments = Meter.CreateCounter<long>("videogen.segments", "{segment}", "Segments that ended, by outcome; error.type says why one failed.");
        SegmentDuration = Seconds("videogen.segment.duration", "From the submit of a segment to its end, by outcome and by what reported the end.", ClipSeconds);
        QueueDuration = Seconds("videogen.segment.queue.duration", "From the submit to the provider's work, where that was seen.", ClipSeconds);
        RunDuration = Seconds("videogen.segment.run.duration", "From the begin of the provider's work to its end, where both were seen.", ClipSeconds);
        ClipLength = Seconds("videogen.clip.length", "Seconds of delivered segments: wanted, slot, billed, delivered.", LengthSeconds);
        Spend = Meter.CreateCounter<double>("videogen.spend", "{USD}", "US dollars billed, counted once the bill of a segment is known.");
        Webhooks = Meter.CreateCounter<long>("videogen.webhooks", "{event}", "Webhook deliveries: accepted, duplicate, late or refused.");
        WebhookDelay = Seconds("videogen.webhook.delay", "From the signing of a webhook delivery at the provider to its arrival.", DelaySeconds);
        ProviderRequests = Meter.CreateCounter<long>("videogen.provider.requests", "{request}", "Calls of a provider, by operation.");
        Plans = Meter.CreateCounter<long>("videogen.plan.requests", "{request}", "Storyboards that were planned or ordered, by result.");
        Preflights = Meter.CreateCounter<long>("videogen.frames.preflight", "{frame}", "Stills that were checked before money is spent, by result.");
        CommitDuration = Seconds("videogen.ledger.commit.duration", "Time until the ledger had a change on disk.", CommitSeconds);
    }

    /// <summary>The meter: one for each agent, so that two in one process can be distinguished.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>Segments that ended.</summary>
    public Counter<long> Segments { get; }

    /// <summary>Submit to end.</summary>
    public Histogram<double> SegmentDuration { get; }

    /// <summary>Submit to the begin of the provider's work.</summary>
    public Histogram<double> QueueDuration { get; }

    /// <summary>Begin to end of the provider's work.</summary>
    public Histogram<double> RunDuration { get; }

    /// <summary>Seconds of clips.</summary>
    public Histogram<double> ClipLength { get; }

    /// <summary>Money billed.</summary>
    public Counter<double> Spend { get; }

    /// <summary>Webhook deliveries.</summary>
    public Counter<long> Webhooks { get; }

    /// <summary>How late webhook deliveries are.</summary>
    public Histogram<double> WebhookDelay { get; }

    /// <summary>Calls of providers.</summary>
    public Counter<long> ProviderRequests { get; }

    /// <summary>Storyboards.</summary>
    public Counter<long> Plans { get; }

    /// <summary>Stills.</summary>
    public Counter<long> Preflights { get; }

    /// <summary>Commits of the ledger.</summary>
    public Histogram<double> CommitDuration { get; }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    private Histogram<double> Seconds(string name, string description, double[] bounds) =>
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
