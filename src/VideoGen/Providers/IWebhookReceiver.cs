namespace VideoGen.Providers;

/// <summary>How one provider's webhook deliveries prove that they are its own. Stores nothing. Thread-safe.</summary>
public interface IWebhookReceiver
{
    /// <summary>Wire name of the provider.</summary>
    string Provider { get; }

    /// <summary>Its part of the address, <see cref="IVideoProvider.WebhookName"/>.</summary>
    string Name { get; }

    /// <summary>Decides about a delivery: what costs nothing first, then the signature, then the body.</summary>
    /// <param name="header">Value of a header that came exactly once, else null.</param>
    /// <param name="body">The body as it arrived.</param>
    /// <param name="jobToken">The part of the address that names the job; whether there is such a job is the caller's question.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<WebhookOutcome> ReceiveAsync(Func<string, string?> header, ReadOnlyMemory<byte> body, string jobToken, CancellationToken cancellationToken);

    /// <summary>The provider's id of the job as a header claims it, before anything is verified, for the log; null where none does.</summary>
    string? ClaimedId(Func<string, string?> header) => null;
}
