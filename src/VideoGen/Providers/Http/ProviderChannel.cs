using System.Text;

namespace VideoGen.Providers.Http;

/// <summary>
/// The line to a provider with one JSON API: the key goes to its origin and to nobody else, a submit is sent once, reads are repeated a few
/// times. Thread-safe.
/// </summary>
/// <param name="http">Sender over a handler of <see cref="ProviderHandler"/>.</param>
/// <param name="api">Base address of the API.</param>
/// <param name="limits">How large, and the words for it.</param>
/// <param name="readTimeout">How long a read may take.</param>
/// <param name="readAttempts">Tries of a read.</param>
/// <param name="time">Clock.</param>
/// <param name="readPause">Shortest pause that the provider wants between two reads.</param>
internal sealed class ProviderChannel(HttpMessageInvoker http, Uri api, SenderLimits limits, TimeSpan readTimeout, int readAttempts, TimeProvider time, TimeSpan readPause = default)
{
    private readonly ProviderSender<JsonAnswer> _sender = new(http, limits, (status, headers, body) => JsonAnswer.From(status, headers, body, time.GetUtcNow()), time);
    private readonly ReadAttempts<JsonAnswer> _attempts = new(readAttempts, time, readPause);

    /// <summary>Headers that every request carries.</summary>
    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>An address below the base address.</summary>
    public Uri At(string path) => new(api.AbsoluteUri.TrimEnd('/') + "/" + path);

    /// <summary>An address that the provider gave, absolute or relative to the base address; null where it leads to another origin or is none.</summary>
    public Uri? Given(string? address) =>
        address is not null && Uri.TryCreate(At(""), address, out Uri? full) && IsOwn(full) && full.UserInfo.Length == 0 ? full : null;

    /// <summary>True for an address of the provider's own origin.</summary>
    public bool IsOwn(Uri address) => Origin.Same(api, address);

    /// <summary>Sends a JSON body, once.</summary>
    public async Task<ProviderReply<JsonAnswer>> PostAsync(Uri address, string body, ProviderKey key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ProviderContent(Encoding.UTF8.GetBytes(body), "application/json") };
        return await SendAsync(request, key, timeout, cancellationToken);
    }

    /// <summary>Sends a file to an address that the provider signed for it, without the key.</summary>
    public async Task<ProviderReply<JsonAnswer>> UploadAsync(Uri address, HttpContent content, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        return await _sender.SendAsync(request, timeout, text => text, cancellationToken);
    }

    /// <summary>Reads, with a few tries.</summary>
    /// <param name="address">Where.</param>
    /// <param name="key">The key; null for a public address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ProviderReply<JsonAnswer>> ReadAsync(Uri address, ProviderKey? key, CancellationToken cancellationToken) =>
        _attempts.RunAsync(() => AskAsync(HttpMethod.Get, address, key, cancellationToken), answer => answer.IsTransient, answer => answer.RetryAfter, cancellationToken);

    /// <summary>Asks once, without a body.</summary>
    public async Task<ProviderReply<JsonAnswer>> AskAsync(HttpMethod method, Uri address, ProviderKey? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        return await SendAsync(request, key, readTimeout, cancellationToken);
    }

    private Task<ProviderReply<JsonAnswer>> SendAsync(HttpRequestMessage request, ProviderKey? key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!IsOwn(request.RequestUri!))
        {
            throw new InvalidOperationException($"The key must not be sent to {request.RequestUri!.IdnHost}.");
        }

        key?.WriteTo(request.Headers);
        foreach ((string name, string value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _sender.SendAsync(request, timeout, key is null ? text => text : key.Redact, cancellationToken);
    }
}
