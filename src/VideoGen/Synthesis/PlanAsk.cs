using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>What is planned and compared.</summary>
/// <param name="Storyboard">The storyboard.</param>
/// <param name="Catalog">The catalog of this moment.</param>
/// <param name="Known">Configs of the providers that this agent has.</param>
/// <param name="ToComeUsd">Price of what is ordered after it, in US dollars.</param>
internal sealed record PlanAsk(Storyboard Storyboard, CatalogSnapshot Catalog, ImmutableArray<ProviderConfig> Known, decimal ToComeUsd)
{
    /// <summary>The frames of each segment.</summary>
    public ImmutableArray<FrameGroup> Groups { get; } = FrameGrouping.Group(Storyboard.Frames, Storyboard.Settings);
}
