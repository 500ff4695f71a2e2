namespace VideoGen.Server.Access;

/// <summary>A session of somebody who signed in, as a file.</summary>
/// <param name="Caller">Who it is.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="TokenSha256">SHA-256 of the server's own token, in hex; null for a JWT.</param>
/// <param name="IssuedAt">When it began.</param>
/// <param name="ExpiresAt">When it ends: never after what it came with.</param>
internal sealed record SharedSession(string? Caller, string Scopes, string? TokenSha256, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
