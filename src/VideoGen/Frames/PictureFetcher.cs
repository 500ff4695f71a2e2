using System.Net;

namespace VideoGen.Frames;

/// <summary>
/// Fetches the bytes of a picture from an address that a stranger chose: guarded, bounded in size, time and redirects. Signs in to a host of
/// our own when the address given lies there, and to nobody a redirect leads to.
/// </summary>
public sealed class PictureFetcher : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpClient _http;
    private readonly PictureLimits _limits;
    private readonly TimeProvider _time;
    private readonly OwnHost? _own;

    /// <summary>A fetcher.</summary>
    /// <param name="limits">Limits.</param>
    /// <param name="time">Clock of the time limit.</param>
    /// <param name="handler">Transport; null for the guarded one.</param>
    /// <param name="own">A host of our own that wants a login; null where there is none.</param>
    public PictureFetcher(PictureLimits limits, TimeProvider time, HttpMessageHandler? handler = null, OwnHost? own = null)
    {
        (_limits, _time, _own) = (limits, time, own);
        handler ??= NetworkGuard.CreateHandler((host, port) => limits.AllowPrivateAddresses || own?.Covers(host, port) == true);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>True for an address that only we may be able to fetch: it lies on the host of our own.</summary>
    public bool IsOwn(Uri address) => _own?.Covers(address) == true;

    /// <summary>The bytes.</summary>
    /// <exception cref="PictureTooLargeException">They are more than allowed.</exception>
    /// <exception cref="IOException">They cannot be had; the message says why, for people.</exception>
    public async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_limits.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, both.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{address.Host} did not answer within {_limits.Timeout.TotalSeconds:0.#} s.", e);
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as AddressRefusedException ?? new IOException($"{address.Host} cannot be reached: {NoConnection.Why(e)}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> FollowAsync(Uri address, CancellationToken cancellationToken)
    {
        bool signsIn = IsOwn(address);
        for (int hop = 0; hop <= MaxRedirects; hop++)
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, address);
            if (signsIn &= IsOwn(address))
            {
                _own!.SignIn(question);
            }

            using HttpResponseMessage answer = await _http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest && answer.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                if (address.Scheme is not ("http" or "https"))
                {
                    throw new IOException($"The address leads to {address.Scheme}:, which is not fetched.");
                }

                continue;
            }

            if (!answer.IsSuccessStatusCode)
            {
                throw new IOException($"{address.Host} answered {(int)answer.StatusCode} {answer.ReasonPhrase}.");
            }

            return await ReadAsync(answer.Content, cancellationToken);
        }

        throw new IOException($"The address redirects more than {MaxRedirects} times.");
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is { } announced && announced > _limits.MaxBytes)
        {
            throw new PictureTooLargeException(announced, _limits.MaxBytes);
        }

        await using Stream body = await content.ReadAsStreamAsync(cancellationToken);
        byte[] bytes = await BoundedRead.AllAsync(body, _limits.MaxBytes, cancellationToken);
        return content.Headers.ContentLength is { } length && length != bytes.Length
            ? throw new IOException($"The answer broke off after {bytes.Length} of {length} bytes.")
            : bytes;
    }
}
