using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using VideoGen.Access;

namespace VideoGen.Host.Access;

/// <summary>A token as it is kept: what it opens, and a hash to know it by. The token itself is nowhere but with its owner.</summary>
/// <param name="Name">Name given by the operator; part of the caller's id.</param>
/// <param name="Sha256">SHA-256 of the token, lower-case hex. A plain hash is enough: the token is 256 random bits, nothing to guess.</param>
/// <param name="Scopes">What it opens, in words.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Id">
/// Tells it from the tokens of the same name before it, and is part of the caller's id: who gets a name that was revoked does not get what its
/// earlier holder ordered. Null for the first of its name.
/// </param>
public sealed partial record AccessToken(string Name, string Sha256, string Scopes, DateTimeOffset CreatedAt, string? Id = null)
{
    /// <summary>How every token begins, so that leaked ones can be searched for.</summary>
    public const string Prefix = "vgt_";

    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 64;

    private const int IdBytes = 6;
    private const int RandomBytes = 32;
    private const int HashDigits = 64;

    /// <summary>The caller that it stands for.</summary>
    public Caller Caller => new(Id is null ? $"token:{Name}" : $"token:{Name}#{Id}", ScopeWords.Read(Scopes, out _));

    /// <summary>Makes a new token: text that has never been seen and cannot be guessed.</summary>
    public static string Make() =>
        Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Makes an id that no other token of this server has.</summary>
    public static string MakeId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>The hash of a token.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>True for a name that a token may have: 1 to 64 letters, digits, dots, dashes and underscores.</summary>
    public static bool IsName(string name) => NameShape().IsMatch(name);

    /// <summary>True when every part has the form it must have.</summary>
    internal bool IsValid =>
        Name is not null && IsName(Name)
        && Sha256 is { Length: HashDigits } && Sha256.All(char.IsAsciiHexDigitLower)
        && (Id is null || (Id.Length == 2 * IdBytes && Id.All(char.IsAsciiHexDigitLower)))
        && Scopes is not null && ScopeWords.Read(Scopes, out IReadOnlyList<string> unknown) is not VideoGen.Access.Scopes.None && unknown.Count == 0;

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NameShape();
}
