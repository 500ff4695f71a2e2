namespace VideoGen.Fal.Webhooks;

/// <summary>What became of a delivery before anybody acted on it.</summary>
public abstract record FalWebhookOutcome
{
    private FalWebhookOutcome() { }

    /// <summary>fal signed it, recently. Store it, then answer 2xx.</summary>
    /// <param name="RequestId">Job it is about, as signed.</param>
    /// <param name="DeliveryId">
    /// The same for every repeat of the same content, so that repeats are absorbed: the job and the hash of the body.
    /// </param>
    /// <param name="Body">The body as text.</param>
    public sealed record Verified(string RequestId, string DeliveryId, string Body) : FalWebhookOutcome;

    /// <summary>Nobody signed it, or somebody else. Answer 401.</summary>
    public sealed record Forged : FalWebhookOutcome;

    /// <summary>Too old, or from the future. Answer 401.</summary>
    public sealed record Stale : FalWebhookOutcome;

    /// <summary>Not a delivery of fal at all: token, headers or body are not in their form. Answer 400.</summary>
    public sealed record Malformed(string Reason) : FalWebhookOutcome;

    /// <summary>Larger than <see cref="FalOptions.WebhookMaxBytes"/>. Answer 413.</summary>
    public sealed record Oversized : FalWebhookOutcome;

    /// <summary>The keys cannot be read now, so nothing can be said. Answer 503; fal delivers again.</summary>
    public sealed record KeysUnavailable : FalWebhookOutcome;
}
