using System.Security.Claims;
using VideoGen.Access;

namespace VideoGen.Server.Access;

/// <summary>The identity of an authenticated request: the <see cref="Caller"/>, as claims and as itself.</summary>
/// <param name="caller">The caller.</param>
/// <param name="scheme">The authentication scheme that knows it.</param>
internal sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity(ClaimsOf(caller), scheme)
{
    private const string Local = "local"; // no id of a caller: those begin with what they are made of

    /// <summary>The caller.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>When what came with the request expires; null where it does not.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>SHA-256 of the server's own token that it came with; null for another.</summary>
    public byte[]? TokenHash { get; init; }

    /// <summary>True while the same credentials would still authenticate the same caller.</summary>
    public Func<ValueTask<bool>> Holds { get; init; } = () => ValueTask.FromResult(true);

    /// <summary>The caller of a request that authorization has let pass.</summary>
    public static Caller Of(HttpContext context) => Of(context.User)?.Caller ?? throw new InvalidOperationException("The request has no caller: authorization has to come first.");

    /// <summary>The identity of a user; null where nobody was authenticated.</summary>
    public static CallerIdentity? Of(ClaimsPrincipal user) => user.Identity as CallerIdentity;

    // Scopes belong to the name: a token whose scopes were changed is another user, to a session for one.
    private static IEnumerable<Claim> ClaimsOf(Caller caller) => [new(ClaimTypes.NameIdentifier, $"{caller.Id ?? Local} ({ScopeWords.Of(caller.Scopes)})")];
}
