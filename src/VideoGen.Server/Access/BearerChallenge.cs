using VideoGen.Access;

namespace VideoGen.Server.Access;

/// <summary>Says how a request is authenticated (RFC 6750, RFC 9728): the header WWW-Authenticate.</summary>
/// <param name="metadata">Names the issuer; null where there is none.</param>
internal sealed class BearerChallenge(ResourceMetadata? metadata)
{
    /// <summary>Sets the header.</summary>
    /// <param name="context">The request.</param>
    /// <param name="error">The error of RFC 6750; null where no token came.</param>
    /// <param name="scope">The scope that is missing; null for none.</param>
    public void Write(HttpContext context, string? error = null, Scopes? scope = null)
    {
        var parts = new List<string>();
        if (error is not null)
        {
            parts.Add($"error=\"{error}\"");
        }

        if (scope is { } needed)
        {
            parts.Add($"scope=\"{ScopeWords.Of(needed)}\"");
        }

        if (metadata is not null)
        {
            parts.Add($"resource_metadata=\"{metadata.AddressFor(context.Request)}\"");
        }

        context.Response.Headers.WWWAuthenticate = parts.Count == 0 ? "Bearer" : $"Bearer {string.Join(", ", parts)}";
    }
}
