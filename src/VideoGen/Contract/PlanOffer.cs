using System.Collections.Immutable;
using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>The segments of a plan with the models of one provider, priced.</summary>
public sealed record PlanOffer
{
    /// <summary>Provider.</summary>
    [Description("Provider.")]
    public required string Provider { get; init; }

    /// <summary>Its models; none where nothing is known of them.</summary>
    [Description("Its models for these segments.")]
    public required ImmutableArray<string> Models { get; init; }

    /// <summary>Price in US dollars; null where it is not known.</summary>
    [Description("Price in US dollars, from the preset prices.")]
    public decimal? EstimatedCostUsd { get; init; }

    /// <summary>Ordered seconds; null where they are not known.</summary>
    [Description("Seconds that would be ordered.")]
    public decimal? TotalSeconds { get; init; }

    /// <summary>Ordered seconds that nobody wants; null for none.</summary>
    [Description("Of them more than wanted.")]
    public decimal? ExtraSeconds { get; init; }

    /// <summary>Wanted seconds that are not ordered; null for none.</summary>
    [Description("Wanted seconds that are missing.")]
    public decimal? MissingSeconds { get; init; }

    /// <summary>True for what the plan was made with; null otherwise.</summary>
    [Description("true for what this plan was made with.")]
    public bool? Chosen { get; init; }

    /// <summary>Why it cannot be chosen; null where it can.</summary>
    [Description("Why it does not fit; left out where it does.")]
    public string? Reason { get; init; }
}
