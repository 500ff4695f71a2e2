using System.Text.Json;

namespace VideoGen.Server.Access;

/// <summary>Finds an issuer's key set by OpenID Connect discovery. Follows no redirect and reads no endless answer.</summary>
internal sealed class KeySetDiscovery : IDisposable
{
    private const int MaxBytes = 256 * 1024;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly string _issuer;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Within, MaxResponseContentBufferSize = MaxBytes };

    /// <summary>Sends nothing yet.</summary>
    /// <param name="issuer">The issuer, as its tokens say it.</param>
    public KeySetDiscovery(string issuer) => _issuer = issuer;

    /// <summary>The key set.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        using JsonDocument about = JsonDocument.Parse(await _http.GetStringAsync($"{_issuer.TrimEnd('/')}/.well-known/openid-configuration", cancellationToken));
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
