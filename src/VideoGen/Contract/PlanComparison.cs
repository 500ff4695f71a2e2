using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>What a plan costs with other models and providers.</summary>
public sealed record PlanComparison
{
    /// <summary>What chose: <c>request</c>, <c>default</c>, <c>cheapest</c> or <c>preferred</c>.</summary>
    [Description("What chose: the request, or the rule of providers.choose: default, cheapest, preferred.")]
    public required string ChosenBy { get; init; }

    /// <summary>The offers, the best first.</summary>
    [Description("The same segments with other models, those that fit first. Without compare, the best of each provider.")]
    public required ImmutableArray<PlanOffer> Offers { get; init; }
}
