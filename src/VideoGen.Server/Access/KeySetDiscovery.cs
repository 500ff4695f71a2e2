using System.Text.Json;
using VideoGen.Contract;

namespace VideoGen.Server.Access;

/// <summary>
/// Finds an issuer's key set by OpenID Connect discovery, or else by the metadata of an authorization server (RFC 8414). Follows no redirect
/// and reads no endless answer.
/// </summary>
internal sealed class KeySetDiscovery : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly string _issuer;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { Timeout = Within, MaxResponseContentBufferSize = IssuerKeys.MaxBytes };

    /// <summary>Sends nothing yet.</summary>
    /// <param name="issuer">The issuer, as its tokens say it.</param>
    public KeySetDiscovery(string issuer) => _issuer = issuer;

    /// <summary>The key set.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync($"{_issuer.TrimEnd('/')}/.well-known/openid-configuration", cancellationToken);
        }
        catch (Exception absent) when (IssuerKeys.IsFailure(absent) && !cancellationToken.IsCancellationRequested)
        {
            return await ReadAsync(ServerMetadata(new Uri(_issuer)), cancellationToken);
        }
    }

    // RFC 8414 puts its place between the host and the path of the issuer, OpenID Connect behind the path.
    private static string ServerMetadata(Uri issuer) =>
        $"{issuer.GetLeftPart(UriPartial.Authority)}/.well-known/oauth-authorization-server{issuer.AbsolutePath.TrimEnd('/')}";

    private async Task<string> ReadAsync(string address, CancellationToken cancellationToken)
    {
        byte[] text = await _http.GetByteArrayAsync(address, cancellationToken);
        if (!JsonLimits.Allow(text, IssuerKeys.MaxValues))
        {
            throw new InvalidDataException("The document is too large or too deep.");
        }

        using JsonDocument about = JsonDocument.Parse(JsonText.WithoutByteOrderMark(text));
        if (Text(about, "issuer") != _issuer)
        {
            throw new InvalidDataException("The document speaks of another issuer.");
        }

        return Uri.TryCreate(Text(about, "jwks_uri"), UriKind.Absolute, out Uri? keys) && (keys.Scheme == "https" || keys.IsLoopback)
            ? await _http.GetStringAsync(keys, cancellationToken)
            : throw new InvalidDataException("The document names no https address of a key set.");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string? Text(JsonDocument document, string member) =>
        document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty(member, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
