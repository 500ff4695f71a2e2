using System.Collections.Immutable;

namespace VideoGen.Host.Access;

/// <summary>What <c>tokens.json</c> holds.</summary>
internal sealed record TokenDocument(ImmutableArray<AccessToken> Tokens);
