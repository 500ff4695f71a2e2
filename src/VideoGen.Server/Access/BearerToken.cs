using Microsoft.Extensions.Primitives;

namespace VideoGen.Server.Access;

/// <summary>The token of a request: from its one Authorization header, and from nowhere else.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";
    private const int LongestHeader = 8192;

    /// <summary>The token; null where the header is missing, repeated, too long or of another scheme.</summary>
    public static string? Of(HttpRequest request)
    {
        StringValues header = request.Headers.Authorization;
        return header is [{ Length: <= LongestHeader } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? only[Scheme.Length..].Trim() : null;
    }
}
