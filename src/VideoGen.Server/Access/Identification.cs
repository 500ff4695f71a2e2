using Microsoft.Extensions.Primitives;
using VideoGen.Access;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Access;

/// <summary>Finds out who sent a request: from its one Authorization header, and from nowhere else.</summary>
/// <param name="demand">Says whether somebody on this machine needs a token too.</param>
/// <param name="tokens">The server's own tokens.</param>
/// <param name="jwts">Reads JWTs; null where there is no issuer.</param>
/// <param name="time">Clock.</param>
internal sealed class Identification(TokenDemand demand, TokenKeeper tokens, JwtReader? jwts, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private const int LongestToken = 8192;
    private const int GuessesPerMinute = 30;

    private const string ForwardedPrefix = "X-Forwarded-";

    private static readonly string[] Forwarding = ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"];

    private readonly Pace _guesses = new(GuessesPerMinute, time);

    /// <summary>Who it is. A token or JWT that is right always counts, however much guessing there is from its address.</summary>
    public async ValueTask<Identity> OfAsync(HttpContext context)
    {
        StringValues header = context.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return IsForwarded(context.Request.Headers) || await demand.IsMadeAsync(context.RequestAborted)
                ? new Identity.Missing()
                : new Identity.Known(Caller.Local) { Holds = async () => !await demand.IsMadeAsync(CancellationToken.None) };
        }

        Identity identity = header is [{ Length: <= LongestToken } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await OfTokenAsync(only[Scheme.Length..].Trim(), context.RequestAborted)
            : new Identity.Wrong("header");
        return identity is Identity.Wrong && _guesses.Take(AddressKey.Of(context.Connection.RemoteIpAddress)) is { } wait ? new Identity.Guessing(wait) : identity;
    }

    private async ValueTask<Identity> OfTokenAsync(string token, CancellationToken cancellationToken) =>
        tokens.Find(token) is { } caller ? new Identity.Known(caller) { Holds = () => new(tokens.Find(token) == caller) }
        : jwts is null ? new Identity.Wrong("token")
        : await jwts.ReadAsync(token, cancellationToken);

    // Whoever comes through a proxy is not on this machine, though the proxy may be.
    private static bool IsForwarded(IHeaderDictionary headers) =>
        Forwarding.Any(headers.ContainsKey) || headers.Keys.Any(name => name.StartsWith(ForwardedPrefix, StringComparison.OrdinalIgnoreCase));
}
