using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using VideoGen.Access;

namespace VideoGen.Server.Access;

/// <summary>
/// Authenticates by the server's own tokens, at addresses with <see cref="SessionAccess"/> by the session of somebody who signed in, and whoever is on
/// this machine without a token, where none is needed. A request that brings
/// anything as its Authorization is judged by that: whoever sends a token means it.
/// </summary>
internal sealed class AccessTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenDemand demand, TokenCache tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "AccessToken";

    private static readonly string[] ForwardingPrefixes = ["X-Forwarded-", "X-Original-"]; // as they come, and as the framework leaves those that it has read

    private static readonly string[] Forwarding = ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"];

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return AuthenticateResult.NoResult(); // nobody asks who it is
        }

        if (Request.Headers.Authorization.Count == 0)
        {
            if (Context.GetEndpoint()?.Metadata.GetMetadata<SessionAccess>() is not null && await Context.AuthenticateAsync(BoardSessions.SchemeName) is { Principal: { } signedIn })
            {
                return AuthenticateResult.Success(new AuthenticationTicket(signedIn, SchemeName));
            }

            return IsForwarded(Request.Headers) || await demand.IsMadeAsync(Context.RequestAborted)
                ? AuthenticateResult.NoResult()
                : Success(new CallerIdentity(Caller.Local, SchemeName) { Holds = async () => !await demand.IsMadeAsync(CancellationToken.None) });
        }

        return BearerToken.Of(Request) is not { } token ? AuthenticateResult.Fail(new TokenRefusedException("header"))
            : tokens.Find(token) is not { } caller ? AuthenticateResult.Fail(new TokenRefusedException("token"))
            : Success(new CallerIdentity(caller, SchemeName) { Holds = () => new(tokens.Find(token) == caller) });
    }

    private static AuthenticateResult Success(CallerIdentity identity) => AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));

    // Whoever comes through a proxy is not on this machine, though the proxy may be.
    private static bool IsForwarded(IHeaderDictionary headers) =>
        Forwarding.Any(headers.ContainsKey) || headers.Keys.Any(name => ForwardingPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
}
