using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>Port to the webhook deliveries that a ledger took in. Thread-safe.</summary>
public interface IWebhookHistory
{
    /// <summary>Every delivery of a job, also those that are dealt with, in the order of their arrival, each with its proof where one was kept.</summary>
    ValueTask<ImmutableArray<WebhookDelivery>> ListDeliveriesAsync(string jobId, CancellationToken cancellationToken);
}
