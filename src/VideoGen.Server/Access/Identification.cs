using Microsoft.Extensions.Primitives;
using VideoGen.Access;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Access;

/// <summary>Finds out who sent a request: from its one Authorization header, and from nowhere else.</summary>
/// <param name="needsToken">True where somebody on this machine needs a token too.</param>
/// <param name="tokens">The server's own tokens.</param>
/// <param name="jwts">Reads JWTs; null where there is no issuer.</param>
/// <param name="time">Clock.</param>
internal sealed class Identification(bool needsToken, TokenKeeper tokens, JwtReader? jwts, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private const int LongestToken = 8192;
    private const int GuessesPerMinute = 30;

    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    private readonly Pace _guesses = new(GuessesPerMinute, time);

    /// <summary>Who it is. A token that is right always counts, however much guessing there is from its address.</summary>
    public async ValueTask<Identity> OfAsync(HttpContext context)
    {
        StringValues header = context.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return needsToken || IsForwarded(context.Request.Headers) ? new Identity.Missing() : new Identity.Known(Caller.Local);
        }

        string address = AddressKey.Of(context.Connection.RemoteIpAddress);
        Identity identity = header is [{ Length: <= LongestToken } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await OfTokenAsync(only[Scheme.Length..].Trim(), address, context.RequestAborted)
            : new Identity.Wrong("header");
        return identity is Identity.Wrong && _guesses.Take(address) is { } wait ? new Identity.Guessing(wait) : identity;
    }

    private async ValueTask<Identity> OfTokenAsync(string token, string address, CancellationToken cancellationToken) =>
        tokens.Find(token) is { } caller ? new Identity.Known(caller)
        : _guesses.Wait(address) is { } wait ? new Identity.Guessing(wait)
        : jwts is null ? new Identity.Wrong("token")
        : await jwts.ReadAsync(token, cancellationToken);

    // Whoever comes through a proxy is not on this machine, though the proxy may be.
    private static bool IsForwarded(IHeaderDictionary headers) => Forwarding.Any(headers.ContainsKey);
}
