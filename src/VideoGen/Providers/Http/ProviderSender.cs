using System.Net;
using System.Net.Http.Headers;
using System.Text;
using VideoGen.Frames;

namespace VideoGen.Providers.Http;

/// <summary>Sends one request to a provider, once, and says what became of it. Reads answers up to a limit. Thread-safe.</summary>
/// <typeparam name="TAnswer">An answer of the provider.</typeparam>
/// <param name="invoker">Sender over a handler of <see cref="ProviderHandler"/>, or one that keeps its promises.</param>
/// <param name="limits">How long and how large.</param>
/// <param name="read">Reads an answer: its code, its headers, its body with the key cut out.</param>
/// <param name="time">Clock of the deadlines.</param>
internal sealed class ProviderSender<TAnswer>(HttpMessageInvoker invoker, SenderLimits limits, Func<int, HttpResponseHeaders, string, TAnswer> read, TimeProvider time)
{
    /// <summary>Sends a request.</summary>
    /// <param name="request">The request, with its credential where it carries one.</param>
    /// <param name="timeout">How long the whole exchange may take.</param>
    /// <param name="redact">Takes the key out of a text of the outside world.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    public async Task<ProviderReply<TAnswer>> SendAsync(HttpRequestMessage request, TimeSpan timeout, Func<string, string> redact, CancellationToken cancellationToken)
    {
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.ExpectContinue = false;
        request.Headers.Accept.ParseAdd("application/json");
        string host = request.RequestUri!.IdnHost;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await invoker.SendAsync(request, both.Token);
            var body = await BoundedBody.ReadAsync(response.Content, limits.AnswerMaxBytes, both.Token);
            return body is null
                ? new ProviderReply<TAnswer>.Lost($"The answer of {host} is larger than {limits.AnswerMaxBytes} bytes ({limits.Section}.answer_max_bytes).") { IsTooLarge = true }
                : new ProviderReply<TAnswer>.Answered(read((int)response.StatusCode, response.Headers, redact(Encoding.UTF8.GetString(body))));
        }
        catch (HttpRequestException e)
        {
            return Failed(request, IsBeforeSending(e), $"{Named(request)}: {NoConnection.Why(e)}.", redact);
        }
        catch (IOException e)
        {
            return Failed(request, before: false, $"{host} broke off: {e.Message}", redact);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return deadline.IsCancellationRequested
                ? Failed(request, before: true, $"{host} did not answer within {timeout.TotalSeconds:0.#} s.", redact)
                : Failed(request, before: true, $"No connection to {host} within {limits.ConnectTimeoutSeconds} s.", redact);
        }
    }

    /// <summary>
    /// Not sent only when both agree: the failure is one of connecting, and not a byte of the body was handed over. Requests without a
    /// body are reads or cancels, which may be repeated anyway.
    /// </summary>
    private static ProviderReply<TAnswer> Failed(HttpRequestMessage request, bool before, string message, Func<string, string> redact) =>
        before && request.Content is ProviderContent { Begun: false }
            ? new ProviderReply<TAnswer>.NotSent(redact(message))
            : new ProviderReply<TAnswer>.Lost(redact(message));

    private static bool IsBeforeSending(HttpRequestException e) => e.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    // With the setting it came from, where it is one of the provider's own hosts.
    private string Named(HttpRequestMessage request) =>
        limits.Own.FirstOrDefault(k => Origin.Same(k.Address, request.RequestUri!)).Setting is { } setting
            ? $"{request.RequestUri!.IdnHost} ({limits.Section}.{setting})"
            : request.RequestUri!.IdnHost;
}
