using System.Net;
using System.Text;
using VideoGen.Fal.Credentials;
using VideoGen.Frames;

namespace VideoGen.Fal.Http;

/// <summary>
/// Sends one request, once, and says what became of it. Guards the key: it goes to fal's own services and to nobody else. Reads answers
/// up to a limit. Thread-safe.
/// </summary>
internal sealed class FalHttp(HttpMessageInvoker invoker, FalOptions options, TimeProvider time)
{
    private readonly Uri[] _keyHolders = [options.QueueUrl, options.SyncUrl, options.RestUrl, options.PlatformUrl];

    /// <summary>Sends a request with the key.</summary>
    /// <exception cref="InvalidOperationException">The address is not one of fal's services: a defect, nothing was sent.</exception>
    public Task<FalReply> SendAsync(HttpRequestMessage request, FalKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!_keyHolders.Any(h => FalOrigin.Same(h, request.RequestUri!)))
        {
            throw new InvalidOperationException($"The key must not be sent to {request.RequestUri!.IdnHost}.");
        }

        key.WriteTo(request.Headers);
        return ExchangeAsync(request, key, timeout, cancellationToken);
    }

    /// <summary>Sends a request without the key: to a pre-signed upload address, or for the public key set.</summary>
    public Task<FalReply> SendWithoutKeyAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken) =>
        ExchangeAsync(request, null, timeout, cancellationToken);

    private async Task<FalReply> ExchangeAsync(HttpRequestMessage request, FalKey? key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.ExpectContinue = false;
        request.Headers.Accept.ParseAdd("application/json");
        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await invoker.SendAsync(request, both.Token);
            var body = await FalBody.ReadAsync(response.Content, options.AnswerMaxBytes, both.Token);
            return body is null
                ? new FalReply.Lost($"The answer of {Host(request)} is larger than {options.AnswerMaxBytes} bytes (fal.answer_max_bytes).")
                : Answered(response, Encoding.UTF8.GetString(body), key);
        }
        catch (HttpRequestException e)
        {
            return Failed(request, IsBeforeSending(e), $"{Named(request)}: {NoConnection.Why(e)}.", key);
        }
        catch (IOException e)
        {
            return Failed(request, before: false, $"{Host(request)} broke off: {e.Message}", key);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return deadline.IsCancellationRequested
                ? Failed(request, before: true, $"{Host(request)} did not answer within {timeout.TotalSeconds:0.#} s.", key)
                : Failed(request, before: true, $"No connection to {Host(request)} within {options.ConnectTimeoutSeconds} s.", key);
        }
    }

    private FalReply.Answered Answered(HttpResponseMessage response, string body, FalKey? key) => new(
        FalAnswer.From((int)response.StatusCode, response.Headers, key?.Redact(body) ?? body, time.GetUtcNow()));

    /// <summary>
    /// Not sent only when both agree: the failure is one of connecting, and not a byte of the body was handed over. Requests without a
    /// body are reads or cancels, which may be repeated anyway.
    /// </summary>
    private static FalReply Failed(HttpRequestMessage request, bool before, string message, FalKey? key)
    {
        var text = key?.Redact(message) ?? message;
        return before && request.Content is FalContent { Begun: false } ? new FalReply.NotSent(text) : new FalReply.Lost(text);
    }

    private static bool IsBeforeSending(HttpRequestException e) => e.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    // With the setting it came from, where it is one of fal's own hosts.
    private string Named(HttpRequestMessage request)
    {
        (string Setting, Uri Address)[] known =
            [("queue_url", options.QueueUrl), ("sync_url", options.SyncUrl), ("rest_url", options.RestUrl), ("platform_url", options.PlatformUrl), ("jwks_url", options.JwksUrl)];
        return known.FirstOrDefault(k => FalOrigin.Same(k.Address, request.RequestUri!)).Setting is { } setting
            ? $"{Host(request)} (fal.{setting})"
            : Host(request);
    }

    private static string Host(HttpRequestMessage request) => request.RequestUri!.IdnHost;
}
