using System.Collections.Immutable;
using VideoGen.Catalog;

namespace VideoGen.OpenRouter.Catalog;

/// <summary>What the catalogue suggests about one preset. Nothing takes it over by itself.</summary>
/// <param name="Model">Model id.</param>
/// <param name="Change"><c>new</c>, <c>changed</c> or <c>gone</c>.</param>
/// <param name="Lines">The difference, a line each, <c>-</c> before what is and <c>+</c> before what would be, <c>!</c> before why it cannot be published.</param>
/// <param name="Preset">The preset to publish; null for a model that is gone, or where it cannot be published as it is.</param>
public sealed record PresetProposal(string Model, string Change, ImmutableArray<string> Lines, ModelPreset? Preset);
