using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Net.Http.Headers;
using VideoGen.Host.Access;

namespace VideoGen.Server.Access;

/// <summary>Begins and ends the session of a person who shows a token once. Thread-safe.</summary>
/// <param name="tokens">The server's own tokens.</param>
/// <param name="issuer">The scheme that knows JWTs; null where there is no issuer.</param>
internal sealed class SignIn(TokenCache tokens, string? issuer)
{
    /// <summary>Begins a session. Null when it has begun; else why the token opens nothing.</summary>
    public async Task<Exception?> BeginAsync(HttpContext context, string token, TimeProvider time)
    {
        if (await IdentifyAsync(context, token) is not { } identity)
        {
            return new TokenRefusedException("token");
        }

        // Always a session of its own: with a cookie that somebody else may have put there, the handler would go on with that one's id.
        context.Request.Headers.Remove(HeaderNames.Cookie);
        KeptCopy.Drop(context.Response);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset until = now + BoardSessions.Longest;
        await context.SignInAsync(BoardSessions.SchemeName, new ClaimsPrincipal(identity), new AuthenticationProperties
        {
            IssuedUtc = now,
            ExpiresUtc = identity.Until is { } end && end < until ? end : until,
        });
        return null;
    }

    /// <summary>Ends the session, here and at once.</summary>
    public static Task EndAsync(HttpContext context)
    {
        KeptCopy.Drop(context.Response);
        return context.SignOutAsync(BoardSessions.SchemeName);
    }

    // Of the server's own token only the hash is kept.
    private async Task<CallerIdentity?> IdentifyAsync(HttpContext context, string token)
    {
        if (token.StartsWith(AccessToken.Prefix, StringComparison.Ordinal))
        {
            byte[] hash = AccessToken.HashOf(token);
            return tokens.FindHash(hash) is { } caller ? new CallerIdentity(caller, BoardSessions.SchemeName) { TokenHash = hash, Holds = () => new(tokens.FindHash(hash) == caller) } : null;
        }

        if (issuer is null)
        {
            return null;
        }

        context.Request.Headers.Authorization = $"Bearer {token}"; // as if it had come with the request
        try
        {
            return (await context.AuthenticateAsync(issuer)).Principal is { } known ? CallerIdentity.Of(known) : null;
        }
        finally
        {
            context.Request.Headers.Remove(HeaderNames.Authorization);
        }
    }
}
