using System.Diagnostics.Metrics;

namespace VideoGen.Server.Webhooks;

/// <summary>Counts of webhook deliveries.</summary>
internal static class WebhookMetrics
{
    private static readonly Meter Meter = new("VideoGen");

    /// <summary>Deliveries that were verified and belong to a job; tag <c>result</c>.</summary>
    public static Counter<long> Accepted { get; } = Meter.CreateCounter<long>("videogen.webhook.accepted", "{event}", "Webhook deliveries taken in.");

    /// <summary>Deliveries that were refused; tag <c>reason</c>.</summary>
    public static Counter<long> Rejected { get; } = Meter.CreateCounter<long>("videogen.webhook.rejected", "{event}", "Webhook deliveries refused.");
}
