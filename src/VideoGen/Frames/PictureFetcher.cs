using System.Net;
using System.Net.Http.Headers;

namespace VideoGen.Frames;

/// <summary>
/// Fetches the bytes of a picture from an address that a stranger chose: guarded, bounded in size, time and redirects. Signs in to a host of
/// our own when the address given lies there, and to nobody a redirect leads to.
/// </summary>
public sealed class PictureFetcher : IDisposable
{
    private const int MaxRedirects = 5;

    private static readonly string Version = typeof(PictureFetcher).Assembly.GetName().Version?.ToString(3) ?? "0";

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
        _http = new HttpClient(new ConnectFailures(handler)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>True for an address that only we may be able to fetch: it lies on the host of our own.</summary>
    public bool IsOwn(Uri address) => _own?.Covers(address) == true;

    /// <summary>The bytes.</summary>
    /// <exception cref="PictureTooLargeException">They are more than allowed.</exception>
    /// <exception cref="IOException">They cannot be had; the message says which host said what, for people.</exception>
    public async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_limits.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var visit = new Visit(address);
        try
        {
            return await FollowAsync(visit, both.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{visit.Host} did not answer within {_limits.Timeout.TotalSeconds:0.#} s.", e);
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as AddressRefusedException ?? new IOException($"{visit.Host} cannot be reached: {NoConnection.Why(e)}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> FollowAsync(Visit visit, CancellationToken cancellationToken)
    {
        bool signsIn = IsOwn(visit.Address);
        for (int hop = 0; hop <= MaxRedirects; hop++)
        {
            using var question = Question(visit.Address);
            if (signsIn &= IsOwn(visit.Address))
            {
                _own!.SignIn(question);
            }

            using HttpResponseMessage answer = await _http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest && answer.Headers.Location is { } next)
            {
                visit.Address = new Uri(visit.Address, next);
                if (visit.Address.Scheme is not ("http" or "https"))
                {
                    throw new IOException($"The address leads to {visit.Address.Scheme}:, which is not fetched.");
                }

                continue;
            }

            if (!answer.IsSuccessStatusCode)
            {
                string phrase = string.IsNullOrWhiteSpace(answer.ReasonPhrase) ? answer.StatusCode.ToString() : answer.ReasonPhrase;
                throw new IOException($"{visit.Host} answered {(int)answer.StatusCode} {phrase}.");
            }

            byte[] bytes = await ReadAsync(answer.Content, visit.Host, cancellationToken);
            return answer.Content.Headers.ContentType?.MediaType is { } type && IsPage(type) && PictureReader.Read(bytes) is PictureReading.Bad
                ? throw new IOException($"{visit.Host} answered with {type} instead of a picture: a page for people, or one that asks for a login.")
                : bytes;
        }

        throw new IOException($"The address redirects more than {MaxRedirects} times.");
    }

    // Some hosts refuse a client without a name, and some send newer kinds of picture to whoever does not say what it takes.
    private static HttpRequestMessage Question(Uri address)
    {
        var question = new HttpRequestMessage(HttpMethod.Get, address);
        question.Headers.UserAgent.Add(new ProductInfoHeaderValue("VideoGen", Version));
        question.Headers.Accept.ParseAdd("image/png, image/jpeg, image/webp, */*;q=0.1");
        question.Headers.AcceptEncoding.ParseAdd("gzip, br, deflate");
        return question;
    }

    private static bool IsPage(string type) => type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || type.Contains("html", StringComparison.OrdinalIgnoreCase) || type.Contains("xml", StringComparison.OrdinalIgnoreCase) || type.Contains("json", StringComparison.OrdinalIgnoreCase);

    private async Task<byte[]> ReadAsync(HttpContent content, string host, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is { } announced && announced > _limits.MaxBytes)
        {
            throw new PictureTooLargeException(announced, _limits.MaxBytes);
        }

        await using Stream body = await content.ReadAsStreamAsync(cancellationToken);
        byte[] bytes = await BoundedRead.AllAsync(body, _limits.MaxBytes, cancellationToken);
        return content.Headers.ContentLength is { } length && length != bytes.Length
            ? throw new IOException($"The answer of {host} broke off after {bytes.Length} of {length} bytes.")
            : await CompressedAnswer.ReadAsync(bytes, content.Headers.ContentEncoding, host, _limits.MaxBytes, cancellationToken);
    }

    // Where the way has led so far: an error names the host that made it.
    private sealed class Visit(Uri first)
    {
        private Uri? _next;

        public Uri Address
        {
            get => _next ?? first;
            set => _next = value;
        }

        public string Host => Address.Host == first.Host ? first.Host : $"{Address.Host} (where {first.Host} leads)";
    }
}
