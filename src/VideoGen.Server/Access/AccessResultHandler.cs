using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.IdentityModel.Tokens;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Server.Board;
using VideoGen.Server.Failures;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Access;

/// <summary>
/// Answers what authorization does not let pass, as problems: 401, 403, 429 for too many wrong tokens from one address, 503 where no JWT can be
/// checked. A token that is right always passes, however many wrong ones came.
/// </summary>
internal sealed partial class AccessResultHandler(BearerChallenge challenge, ILimitExchange nodes, ILogger<AccessResultHandler> log) : IAuthorizationMiddlewareResultHandler, IDisposable
{
    private const int GuessesPerMinute = 30;

    private readonly PartitionedRateLimiter<string> _guesses = RateLimits.PerMinute("guesses", GuessesPerMinute, nodes);

    /// <inheritdoc/>
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        bool isPage = context.GetEndpoint()?.Metadata.GetMetadata<SessionAccess>() is { IsPage: true };
        if (authorizeResult.Forbidden)
        {
            Scopes needed = authorizeResult.AuthorizationFailure!.FailedRequirements.OfType<ScopeRequirement>().Single().Scope;
            challenge.Write(context, "insufficient_scope", needed);
            if (isPage)
            {
                await BoardRefusal.WriteAsync(context, StatusCodes.Status403Forbidden, CallerSegments.ScopeMissing(needed));
                return;
            }

            await ProblemAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, CallerSegments.ScopeMissing(needed));
            return;
        }

        Exception? failure = (await context.AuthenticateAsync()).Failure; // asked for once more, answered from what is known
        if (isPage && failure is null)
        {
            challenge.Write(context);
            await SignInPage.WriteAsync(context, StatusCodes.Status401Unauthorized, null);
            return;
        }

        await ChallengeAsync(context, failure);
    }

    /// <summary>Counts a wrong token. False where too many came from the address.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failure">What was wrong.</param>
    public bool Guess(HttpContext context, Exception failure)
    {
        using RateLimitLease guess = _guesses.AttemptAcquire(AddressKey.PartitionOf(context.Connection.RemoteIpAddress));
        if (guess.IsAcquired)
        {
            Refused(Reason(failure), AddressKey.Of(context.Connection.RemoteIpAddress));
        }

        return guess.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => _guesses.Dispose();

    /// <summary>Answers that a token opens nothing.</summary>
    public Task RefuseTokenAsync(HttpContext context)
    {
        challenge.Write(context, "invalid_token");
        return RefuseAsync(context, StatusCodes.Status401Unauthorized, "token_invalid", "The token opens nothing here.", "It may be mistyped, revoked, expired or made for another server: get a new one.");
    }

    private async Task ChallengeAsync(HttpContext context, Exception? failure)
    {
        if (failure is null)
        {
            challenge.Write(context);
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "token_missing", "This needs a token.", "Send Authorization: Bearer TOKEN; whoever runs the server makes tokens with videogen token add.");
            return;
        }

        if (failure is IssuerUnavailableException)
        {
            context.Response.Headers.RetryAfter = "60";
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "issuer_unavailable", "The keys of the issuer cannot be read, so no JWT can be checked.", "Call again in a minute; the operator checks access.issuer.");
            return;
        }

        using RateLimitLease guess = _guesses.AttemptAcquire(AddressKey.PartitionOf(context.Connection.RemoteIpAddress));
        if (!guess.IsAcquired)
        {
            await RateLimits.RefuseAsync(context, StatusCodes.Status429TooManyRequests, "token_guessing", "Too many wrong tokens came from this address.", RateLimits.WaitOf(guess));
            return;
        }

        Refused(Reason(failure), AddressKey.Of(context.Connection.RemoteIpAddress));
        await RefuseTokenAsync(context);
    }

    // Words of the log, never a part of the token.
    private static string Reason(Exception failure) => failure switch
    {
        TokenRefusedException refused => refused.Reason,
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => "jwt_time",
        SecurityTokenInvalidAudienceException => "jwt_audience",
        SecurityTokenInvalidIssuerException => "jwt_issuer",
        _ => "jwt_signature",
    };

    private static Task RefuseAsync(HttpContext context, int status, string code, string message, string remedy) =>
        ProblemAnswer.WriteAsync(context, status, new Problem(code, "", message, remedy));

    [LoggerMessage(3112, LogLevel.Warning, "A token was refused ({Reason}), sent from {Address}.")]
    private partial void Refused(string reason, string address);
}
