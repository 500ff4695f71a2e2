namespace VideoGen.Providers;

/// <summary>What became of a delivery before anybody acted on it.</summary>
public abstract record WebhookOutcome
{
    private WebhookOutcome() { }

    /// <summary>The provider signed it, recently. Store it, then answer 2xx.</summary>
    /// <param name="RequestId">Job it is about, as signed.</param>
    /// <param name="DeliveryId">
    /// The same for every repeat of the same content, so that repeats are absorbed: the job and the hash of the body.
    /// </param>
    /// <param name="Body">The body as text.</param>
    public sealed record Verified(string RequestId, string DeliveryId, string Body) : WebhookOutcome
    {
        /// <summary>When it was signed; null where that is not known.</summary>
        public DateTimeOffset? SignedAt { get; init; }

        /// <summary>How it proved that, without a secret; null where nobody signed it.</summary>
        public WebhookProof? Proof { get; init; }
    }

    /// <summary>Nobody signed it, or somebody else. Answer 401.</summary>
    public sealed record Forged : WebhookOutcome;

    /// <summary>Too old, or from the future. Answer 401.</summary>
    public sealed record Stale : WebhookOutcome;

    /// <summary>Not a delivery of the provider at all: token, headers or body are not in their form. Answer 400.</summary>
    public sealed record Malformed(string Reason) : WebhookOutcome;

    /// <summary>Larger than deliveries may be. Answer 413.</summary>
    public sealed record Oversized : WebhookOutcome;

    /// <summary>The keys cannot be read now, so nothing can be said. Answer 503; the provider delivers again.</summary>
    public sealed record KeysUnavailable : WebhookOutcome;
}
