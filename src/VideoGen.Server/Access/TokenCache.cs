using System.Collections.Immutable;
using System.Security.Cryptography;
using VideoGen.Access;
using VideoGen.Host.Access;

namespace VideoGen.Server.Access;

/// <summary>
/// Knows the tokens of the file, and reads it anew whenever it changes, so that a revoked token ends with the next request. A file that
/// cannot be used opens nothing. Thread-safe.
/// </summary>
internal sealed partial class TokenCache(TokenFile file, ILogger<TokenCache> log)
{
    private readonly Lock _lock = new();
    private (DateTime ChangedAt, long Bytes)? _state;
    private ImmutableArray<(byte[] Hash, Caller Caller)> _tokens = [];

    /// <summary>Whose token it is, or null. Takes the same time whichever it is, and however much of it is right.</summary>
    public Caller? Find(string token) => token.StartsWith(AccessToken.Prefix, StringComparison.Ordinal) ? FindHash(AccessToken.HashOf(token)) : null;

    /// <summary>Whose token has a hash, or null.</summary>
    public Caller? FindHash(byte[] hash)
    {
        Caller? found = null;
        foreach ((byte[] known, Caller caller) in Tokens())
        {
            found = CryptographicOperations.FixedTimeEquals(known, hash) ? caller : found;
        }

        return found;
    }

    private ImmutableArray<(byte[] Hash, Caller Caller)> Tokens()
    {
        lock (_lock)
        {
            (DateTime, long)? state = file.State();
            if (state != _state)
            {
                _state = state;
                _tokens = Read();
            }

            return _tokens;
        }
    }

    private ImmutableArray<(byte[] Hash, Caller Caller)> Read()
    {
        try
        {
            return [.. file.Read().Select(t => (Convert.FromHexString(t.Sha256), t.Caller))];
        }
        catch (TokenFileException unusable)
        {
            Unusable(unusable.Problem.ToString());
            return [];
        }
    }

    [LoggerMessage(3110, LogLevel.Error, "No token opens this server now: {Problem}")]
    private partial void Unusable(string problem);
}
