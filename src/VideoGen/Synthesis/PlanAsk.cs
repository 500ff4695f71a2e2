using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>What is planned and compared.</summary>
/// <param name="Storyboard">The storyboard.</param>
/// <param name="Catalog">The catalog of this moment.</param>
/// <param name="Known">Configs of the providers that this agent has.</param>
/// <param name="ToCome">What is ordered after it.</param>
internal sealed record PlanAsk(Storyboard Storyboard, CatalogSnapshot Catalog, ImmutableArray<ProviderConfig> Known, ToCome ToCome)
{
    /// <summary>The frames of each segment.</summary>
    public ImmutableArray<FrameGroup> Groups { get; } = FrameGrouping.Group(Storyboard.Frames, Storyboard.Settings);
}
