using System.Globalization;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Server.Failures;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Access;

/// <summary>
/// Lets nobody pass whom it does not know: every address needs a caller, but for the few that are listed here. What that caller may do is
/// decided by the verbs; clips need the scope to read. It is known for as long as the request lasts: see <see cref="Standing"/>.
/// </summary>
internal sealed partial class AccessGate(Identification identification, ResourceMetadata? metadata, TimeProvider time, ILogger<AccessGate> log)
{
    private static readonly PathString[] Open = ["/health", "/openapi", "/.well-known"];

    /// <summary>Lets a request pass with its <see cref="Caller"/> as a feature, or answers 401, 403, 429 or 503.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (Open.Any(open => context.Request.Path.StartsWithSegments(open, StringComparison.Ordinal)))
        {
            await next(context);
            return;
        }

        switch (await identification.OfAsync(context))
        {
            case Identity.Known { Caller: var caller } when !caller.May(Scopes.Read) && context.Request.Path.StartsWithSegments("/media", StringComparison.OrdinalIgnoreCase):
                await RefuseScopeAsync(context, Scopes.Read);
                break;
            case Identity.Known known:
                await ServeAsync(context, known, next);
                break;
            case Identity.Missing:
                Challenge(context, null, null);
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, "token_missing", "This needs a token.", "Send Authorization: Bearer TOKEN; whoever runs the server makes tokens with videogen token add.");
                break;
            case Identity.Wrong wrong:
                Refused(wrong.Reason, AddressKey.Of(context.Connection.RemoteIpAddress));
                await RefuseTokenAsync(context);
                break;
            case Identity.Guessing guessing:
                context.Response.Headers.RetryAfter = Math.Ceiling(guessing.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "token_guessing", "Too many wrong tokens came from this address.", "Call again after the seconds that Retry-After says, with a token that is right.");
                break;
            case Identity.Unavailable:
                context.Response.Headers.RetryAfter = "60";
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "issuer_unavailable", "The keys of the issuer cannot be read, so no JWT can be checked.", "Call again in a minute; the operator checks access.issuer.");
                break;
            default:
                throw new System.Diagnostics.UnreachableException("Every identity is answered above.");
        }
    }

    /// <summary>Answers that a scope is missing.</summary>
    public Task RefuseScopeAsync(HttpContext context, Scopes needed)
    {
        Challenge(context, "insufficient_scope", needed);
        return RefuseAsync(context, StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing, $"This needs a token with the scope '{ScopeWords.Of(needed)}'.", "Use such a token; whoever runs the server makes one.");
    }

    /// <summary>Says how to get in (RFC 6750, RFC 9728).</summary>
    public void Challenge(HttpContext context, string? error, Scopes? scope)
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

    // To everything behind the gate, somebody who is not let in any more has hung up.
    private async Task ServeAsync(HttpContext context, Identity.Known known, RequestDelegate next)
    {
        context.Features.Set(known.Caller);
        CancellationToken hungUp = context.RequestAborted;
        using var standing = new Standing(known, time, hungUp);
        context.RequestAborted = standing.Over;
        try
        {
            await next(context);
        }
        catch (Exception gone) when (standing.IsLost && gone is OperationCanceledException or IOException)
        {
            // Answered below, where nothing is answered yet.
        }
        finally
        {
            context.RequestAborted = hungUp;
        }

        if (standing.IsLost && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await RefuseTokenAsync(context);
        }
    }

    private Task RefuseTokenAsync(HttpContext context)
    {
        Challenge(context, "invalid_token", null);
        return RefuseAsync(context, StatusCodes.Status401Unauthorized, "token_invalid", "The token opens nothing here.", "It may be mistyped, revoked, expired or made for another server: get a new one.");
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string message, string remedy) =>
        ProblemAnswer.WriteAsync(context, status, new Problem(code, "", message, remedy));

    [LoggerMessage(3112, LogLevel.Warning, "A token was refused ({Reason}), sent from {Address}.")]
    private partial void Refused(string reason, string address);
}
