using Microsoft.AspNetCore.Authorization;
using VideoGen.Access;

namespace VideoGen.Server.Access;

/// <summary>A scope that a caller needs, or another that is enough as well.</summary>
/// <param name="scope">The scope.</param>
/// <param name="instead">What is enough as well.</param>
internal sealed class ScopeRequirement(Scopes scope, Scopes instead = Scopes.None) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    /// <summary>The scope.</summary>
    public Scopes Scope { get; } = scope;

    private Scopes Instead { get; } = instead;

    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (CallerIdentity.Of(context.User) is { Caller: var caller } && (caller.May(requirement.Scope) || (caller.Scopes & requirement.Instead) is not Scopes.None))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
