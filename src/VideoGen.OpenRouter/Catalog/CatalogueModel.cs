using System.Collections.Immutable;

namespace VideoGen.OpenRouter.Catalog;

/// <summary>One model of OpenRouter's public catalogue, as far as it matters here.</summary>
/// <param name="Id">Model id.</param>
/// <param name="Seconds">Lengths on sale, ascending; empty where the catalogue does not say.</param>
/// <param name="Sizes">Sizes on sale, such as <c>1280x720</c>; empty where it does not say.</param>
/// <param name="Frames">Pictures that it takes: <c>first_frame</c>, <c>last_frame</c>.</param>
/// <param name="UsdPerSecond">Price of a silent second at 720p; null where it cannot be told from the catalogue.</param>
public sealed record CatalogueModel(string Id, ImmutableArray<decimal> Seconds, ImmutableArray<string> Sizes, ImmutableArray<string> Frames, decimal? UsdPerSecond)
{
    /// <summary>True where the catalogue says that the model takes a seed.</summary>
    public bool TakesSeed { get; init; }
}
