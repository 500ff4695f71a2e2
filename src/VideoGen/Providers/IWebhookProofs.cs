namespace VideoGen.Providers;

/// <summary>Looks at a kept signature of a webhook delivery again, with the key that was kept with it. Pure.</summary>
public interface IWebhookProofs
{
    /// <summary>Wire name of the provider.</summary>
    string Provider { get; }

    /// <summary>True when the kept key signed exactly this body.</summary>
    /// <param name="proof">How the delivery proved whose it is.</param>
    /// <param name="body">Its body as it arrived.</param>
    bool Holds(WebhookProof proof, ReadOnlySpan<byte> body);
}
