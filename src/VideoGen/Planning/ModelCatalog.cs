using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>What the catalog has to choose from, in the words of a request. Pure.</summary>
public static class ModelCatalog
{
    private const int MostLengths = 12;

    /// <summary>Every provider with its models.</summary>
    public static ModelList Of(CatalogSnapshot catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new([.. catalog.Providers.Select(p => new ProviderModels(
            p.Provider, p.DefaultPairModel, p.DefaultSingleModel, p.DefaultTextModel, [.. p.ModelPresets.Select(Summary)]))]);
    }

    private static ModelSummary Summary(ModelPreset preset)
    {
        ImmutableArray<ModelLength> lengths =
            [.. SlotChoice.Legal(preset.Duration).Where(s => s <= PlanLimits.MaxRuntimeSeconds).Select(s => new ModelLength(s, preset.Price.Of(s)))];
        bool many = lengths.Length > MostLengths;
        return new(
            preset.Model,
            [.. Enumerable.Range(0, 3).Where(preset.Takes)],
            many ? [lengths[0], lengths[^1]] : lengths,
            many,
            preset.Output.Width,
            preset.Output.Height,
            preset.Retired?.Successor);
    }
}
