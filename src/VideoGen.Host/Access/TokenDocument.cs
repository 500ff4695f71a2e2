using System.Collections.Immutable;

namespace VideoGen.Host.Access;

/// <summary>What <c>tokens.json</c> holds.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="Revoked">Names of tokens that were taken away; default in a file of an older version.</param>
internal sealed record TokenDocument(ImmutableArray<AccessToken> Tokens, ImmutableArray<string> Revoked = default)
{
    /// <summary>The same, never default.</summary>
    public ImmutableArray<string> RevokedNames() => Revoked.IsDefault ? [] : Revoked;
}
