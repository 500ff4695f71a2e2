using Microsoft.AspNetCore.Authorization;
using VideoGen.Access;

namespace VideoGen.Server.Access;

/// <summary>
/// The authorization policies. Every address needs a caller unless it is mapped as open; what else a call needs is a policy of its endpoint. The
/// verbs ask for the same scopes once more, for every transport.
/// </summary>
internal static class ScopePolicies
{
    /// <summary>See one's own requests and clips, and plan.</summary>
    public const string Read = "read";

    /// <summary>See how requests stand.</summary>
    public const string States = "states";

    /// <summary>Order.</summary>
    public const string Spend = "spend";

    /// <summary>Cancel one's own requests, or everybody's.</summary>
    public const string Cancel = "cancel";

    /// <summary>See and do what concerns everybody.</summary>
    public const string Operate = "operate";

    /// <summary>Read the metrics of the server.</summary>
    public const string Metrics = "metrics";

    /// <summary>Adds the policies.</summary>
    public static void AddTo(AuthorizationOptions options)
    {
        options.FallbackPolicy = options.DefaultPolicy; // a caller, whoever it is
        options.AddPolicy(Read, Of(new ScopeRequirement(Scopes.Read)));
        options.AddPolicy(States, Of(new ScopeRequirement(Scopes.Read, instead: Scopes.States)));
        options.AddPolicy(Spend, Of(new ScopeRequirement(Scopes.Spend)));
        options.AddPolicy(Operate, Of(new ScopeRequirement(Scopes.Operate)));
        options.AddPolicy(Metrics, Of(new ScopeRequirement(Scopes.Metrics)));
        options.AddPolicy(Cancel, Of(new ScopeRequirement(Scopes.Spend, instead: Scopes.Operate)));
    }

    private static AuthorizationPolicy Of(ScopeRequirement scope) => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(scope).Build();
}
