using System.Collections.Immutable;

namespace VideoGen.Providers;

/// <summary>How a webhook delivery proved whose it is, kept so that somebody else can look at it again. Holds no secret.</summary>
/// <param name="Provider">Wire name of the provider.</param>
/// <param name="Scheme">How it was signed: <c>ed25519</c>, <c>hmac-sha256</c>.</param>
/// <param name="Headers">The headers that belong to the signature, by name.</param>
/// <param name="Key">The public key that verified it, base64url without padding; null for a scheme whose key is a secret.</param>
public sealed record WebhookProof(string Provider, string Scheme, ImmutableSortedDictionary<string, string> Headers, string? Key = null);
