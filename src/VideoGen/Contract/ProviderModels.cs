using System.Collections.Immutable;

namespace VideoGen.Contract;

/// <summary>The models of one provider.</summary>
/// <param name="Provider">Name for <c>video_settings.provider_override</c>.</param>
/// <param name="DefaultForTwoStills">Model for a segment of two stills.</param>
/// <param name="DefaultForOneStill">Model for a segment of one still.</param>
/// <param name="DefaultForWords">Model for words alone; null where there is none.</param>
/// <param name="Models">All of them.</param>
public sealed record ProviderModels(
    string Provider, string DefaultForTwoStills, string DefaultForOneStill, string? DefaultForWords, ImmutableArray<ModelSummary> Models);
