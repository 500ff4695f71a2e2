namespace VideoGen.Jobs;

/// <summary>A verified webhook delivery, kept until a tick has acted on it.</summary>
/// <param name="Id">Identity for absorbing repeats: the same id is kept once per job.</param>
/// <param name="JobId">The job whose address it came to.</param>
/// <param name="ReceivedAt">When it arrived, UTC.</param>
/// <param name="Body">Raw body, UTF-8 JSON.</param>
public sealed record WebhookDelivery(string Id, string JobId, DateTimeOffset ReceivedAt, string Body)
{
    /// <summary>How it proved whose it is; null where nobody signed it, and for deliveries of an older version.</summary>
    public Providers.WebhookProof? Proof { get; init; }
}
