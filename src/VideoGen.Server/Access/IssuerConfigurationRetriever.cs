using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using VideoGen.Contract;
using VideoGen.Host.Configuration;

namespace VideoGen.Server.Access;

/// <summary>
/// Reads the issuer's keys for the configuration manager: from the file of <c>access.key_set</c>, or by OpenID Connect discovery, or else by the
/// metadata of an authorization server (RFC 8414). However often it is asked, it reads at most once a minute.
/// </summary>
/// <param name="settings">Settings with an issuer.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
internal sealed partial class IssuerConfigurationRetriever(AccessSettings settings, TimeProvider time, ILogger<IssuerConfigurationRetriever> log) : IConfigurationRetriever<OpenIdConnectConfiguration>
{
    /// <summary>Largest key set, and largest document about an issuer.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxValues = 10_000; // a hundred keys have a tenth of it
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Usable = TimeSpan.FromDays(1);

    private DateTimeOffset? _triedAt;
    private DateTimeOffset? _readAt;

    /// <summary>True while the keys that were read last may still be used, though they cannot be read anew.</summary>
    public bool IsUsable => _readAt is { } at && time.GetUtcNow() - at < Usable;

    /// <inheritdoc/>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - _triedAt < Pause)
        {
            throw new InvalidDataException("The keys were asked for less than a minute ago.");
        }

        _triedAt = now;
        try
        {
            var configuration = new OpenIdConnectConfiguration { Issuer = settings.Issuer };
            foreach (SecurityKey key in Keys(settings.KeySet is { } file ? ReadFile(file) : await DiscoverAsync(settings.Issuer!, retriever, cancel)))
            {
                configuration.SigningKeys.Add(key);
            }

            _readAt = now;
            return configuration;
        }
        catch (Exception failed) when (IsFailure(failed))
        {
            Unreadable(failed is InvalidDataException ? failed.Message : failed.GetType().Name);
            throw;
        }
    }

    /// <summary>The text of a key set in a file.</summary>
    /// <exception cref="InvalidDataException">It is too large.</exception>
    public static string ReadFile(string file) => new FileInfo(file) is { Exists: true, Length: > MaxBytes } ? throw new InvalidDataException("The key set is too large.") : File.ReadAllText(file);

    /// <summary>The keys that can verify a signature in a key set; none of them a shared secret.</summary>
    /// <exception cref="InvalidDataException">There is none, or the key set is beyond <see cref="JsonLimits"/>.</exception>
    public static ImmutableArray<SecurityKey> Keys(string keySet)
    {
        if (!JsonLimits.Allow(Encoding.UTF8.GetBytes(keySet), MaxValues))
        {
            throw new InvalidDataException("The key set is too large or too deep.");
        }

        ImmutableArray<SecurityKey> keys = [.. new JsonWebKeySet(keySet).Keys.Where(k => k.Kty is JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve && k.Use is null or "sig")];
        return keys.IsEmpty ? throw new InvalidDataException("The key set holds no RSA or elliptic curve key for signatures.") : keys;
    }

    /// <summary>True for what reading keys may throw in normal operation.</summary>
    public static bool IsFailure(Exception failed) =>
        failed is HttpRequestException or IOException or UnauthorizedAccessException or TaskCanceledException or InvalidDataException or JsonException or ArgumentException;

    private static async Task<string> DiscoverAsync(string issuer, IDocumentRetriever documents, CancellationToken cancel)
    {
        string keys;
        try
        {
            keys = await KeySetAddressAsync($"{issuer.TrimEnd('/')}/.well-known/openid-configuration", issuer, documents, cancel);
        }
        catch (Exception absent) when (IsFailure(absent))
        {
            keys = await KeySetAddressAsync(ServerMetadata(new Uri(issuer)), issuer, documents, cancel);
        }

        return await documents.GetDocumentAsync(keys, cancel);
    }

    // RFC 8414 has its path between the host and the path of the issuer, OpenID Connect behind the path.
    private static string ServerMetadata(Uri issuer) =>
        $"{issuer.GetLeftPart(UriPartial.Authority)}/.well-known/oauth-authorization-server{issuer.AbsolutePath.TrimEnd('/')}";

    private static async Task<string> KeySetAddressAsync(string address, string issuer, IDocumentRetriever documents, CancellationToken cancel)
    {
        byte[] text = Encoding.UTF8.GetBytes(await documents.GetDocumentAsync(address, cancel));
        if (!JsonLimits.Allow(text, MaxValues))
        {
            throw new InvalidDataException("The document about the issuer is too large or too deep.");
        }

        using JsonDocument about = JsonDocument.Parse(JsonText.WithoutByteOrderMark(text));
        if (Text(about, "issuer") != issuer)
        {
            throw new InvalidDataException("The document speaks of another issuer.");
        }

        return Uri.TryCreate(Text(about, "jwks_uri"), UriKind.Absolute, out Uri? keys) && (keys.Scheme == "https" || keys.IsLoopback)
            ? keys.AbsoluteUri
            : throw new InvalidDataException("The document names no https address of a key set.");
    }

    private static string? Text(JsonDocument document, string member) =>
        document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty(member, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    [LoggerMessage(3111, LogLevel.Warning, "The keys of access.issuer cannot be read: {Reason}")]
    private partial void Unreadable(string reason);
}
