using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using VideoGen.Contract;

namespace VideoGen.Server.Access;

/// <summary>
/// The public keys of the issuer of JWTs. They are read when they are first needed, again after an hour, and again for a token whose key is
/// not among them; but however many tokens ask, at most once a minute. Keys that cannot be read anew serve for a day. Thread-safe.
/// </summary>
/// <param name="read">Reads the key set (JWKS). Throws what <see cref="IsFailure"/> knows.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
internal sealed partial class IssuerKeys(Func<CancellationToken, Task<string>> read, TimeProvider time, ILogger<IssuerKeys> log) : IDisposable
{
    /// <summary>Largest key set, and largest document about an issuer.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Most names and values in either: a hundred keys have a tenth of it.</summary>
    public const int MaxValues = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Usable = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile KeysAt? _known;
    private DateTimeOffset? _triedAt;

    /// <summary>The keys; empty when they cannot be had.</summary>
    /// <param name="keyId">The key that is looked for; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ImmutableArray<SecurityKey>> GetAsync(string? keyId, CancellationToken cancellationToken)
    {
        // A token whose key is known never waits for one whose key is looked for.
        if (Fitting(keyId) is { } fitting)
        {
            return fitting;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            if (Fitting(keyId) is null && !(_triedAt is { } tried && now - tried < Pause))
            {
                _triedAt = now;
                await ReadAsync(now, cancellationToken);
            }

            return _known is { } kept && now - kept.At < Usable ? kept.Keys : [];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>True for what reading a key set may throw in normal operation.</summary>
    public static bool IsFailure(Exception failed) =>
        failed is HttpRequestException or IOException or UnauthorizedAccessException or TaskCanceledException or InvalidDataException or JsonException or ArgumentException;

    /// <summary>The text of a key set in a file.</summary>
    /// <exception cref="InvalidDataException">It is too large.</exception>
    public static Task<string> ReadFileAsync(string file, CancellationToken cancellationToken) => new FileInfo(file) is { Exists: true, Length: > MaxBytes }
        ? throw new InvalidDataException("The key set is too large.")
        : File.ReadAllTextAsync(file, cancellationToken);

    /// <summary>The keys that can verify a signature in a key set; none of them a shared secret.</summary>
    /// <exception cref="InvalidDataException">It is beyond <see cref="JsonLimits"/>.</exception>
    public static ImmutableArray<SecurityKey> Of(string keySet)
    {
        if (!JsonLimits.Allow(Encoding.UTF8.GetBytes(keySet), MaxValues))
        {
            throw new InvalidDataException("The key set is too large or too deep.");
        }

        return [.. new JsonWebKeySet(keySet).Keys.Where(k => k.Kty is JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve && k.Use is null or "sig")];
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private ImmutableArray<SecurityKey>? Fitting(string? keyId) =>
        _known is { } known && time.GetUtcNow() - known.At < Fresh && (keyId is null || known.Keys.Any(k => k.KeyId == keyId)) ? known.Keys : null;

    private async Task ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            ImmutableArray<SecurityKey> keys = Of(await read(cancellationToken));
            if (!keys.IsEmpty)
            {
                _known = new KeysAt(keys, now);
                return;
            }

            Unreadable("it holds no key");
        }
        catch (Exception failed) when (IsFailure(failed) && !cancellationToken.IsCancellationRequested)
        {
            Unreadable(failed.GetType().Name);
        }
    }

    private sealed record KeysAt(ImmutableArray<SecurityKey> Keys, DateTimeOffset At);

    [LoggerMessage(3111, LogLevel.Warning, "The keys of access.issuer cannot be read: {Reason}.")]
    private partial void Unreadable(string reason);
}
