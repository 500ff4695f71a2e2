using VideoGen.Fal.Credentials;
using VideoGen.Providers.Http;

namespace VideoGen.Fal.Http;

/// <summary>
/// Sends one request, once, and says what became of it. Guards the key: it goes to fal's own services and to nobody else. Reads answers
/// up to a limit. Thread-safe.
/// </summary>
internal sealed class FalHttp(HttpMessageInvoker invoker, FalOptions options, TimeProvider time)
{
    private readonly Uri[] _keyHolders = [options.QueueUrl, options.SyncUrl, options.RestUrl, options.PlatformUrl];
    private readonly ProviderSender<FalAnswer> _sender = new(invoker, Limits(options), (status, headers, body) => FalAnswer.From(status, headers, body, time.GetUtcNow()), time);

    /// <summary>Sends a request with the key.</summary>
    /// <exception cref="InvalidOperationException">The address is not one of fal's services: a defect, nothing was sent.</exception>
    public Task<FalReply> SendAsync(HttpRequestMessage request, FalKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!_keyHolders.Any(h => Origin.Same(h, request.RequestUri!)))
        {
            throw new InvalidOperationException($"The key must not be sent to {request.RequestUri!.IdnHost}.");
        }

        key.WriteTo(request.Headers);
        return _sender.SendAsync(request, timeout, key.Redact, cancellationToken);
    }

    /// <summary>Sends a request without the key: to a pre-signed upload address, or for the public key set.</summary>
    public Task<FalReply> SendWithoutKeyAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken) =>
        _sender.SendAsync(request, timeout, text => text, cancellationToken);

    private static SenderLimits Limits(FalOptions options) => new(
        "fal", options.AnswerMaxBytes, options.ConnectTimeoutSeconds,
        [("queue_url", options.QueueUrl), ("sync_url", options.SyncUrl), ("rest_url", options.RestUrl), ("platform_url", options.PlatformUrl), ("jwks_url", options.JwksUrl)]);
}
