using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Choosing;
using VideoGen.Synthesis;

namespace VideoGen.Host.Doctor;

/// <summary>Whether the rule of <c>providers.choose</c> has anything to choose from.</summary>
internal static class ChoosingDiagnostic
{
    private const string Name = "choosing";

    public static IEnumerable<Finding> Run(AgentServices services, CatalogSnapshot catalog)
    {
        ChoosingOptions options = services.Options.Choosing;
        if (options.Rule is ChoosingRule.Default)
        {
            return [];
        }

        ImmutableArray<string> named = options.Rule is ChoosingRule.Preferred ? [.. options.Prefer.Select(e => PreferredEntry.Read(e).Provider).Distinct()] : [];
        ImmutableArray<string> ready =
        [
            .. services.Providers.Where(p => options.From.IsEmpty || options.From.Contains(p.Key))
                .Where(p => named.IsEmpty ? p.Value.UsesTrainedModel || p.Key == services.Options.DefaultProvider : named.Contains(p.Key))
                .Where(p => catalog.Provider(p.Key) is { } config && p.Value.Lacks(config) is null)
                .Select(p => p.Key).Order(StringComparer.Ordinal),
        ];
        return
        [
            ready.IsEmpty
                ? new Finding(Name, FindingState.Warning, $"None of the providers that providers.choose may choose has a key, so that {services.Options.DefaultProvider} renders.", "Set a key of one of them, or set providers.choose to default.")
                : new Finding(Name, FindingState.Good, options.Rule is ChoosingRule.Cheapest
                    ? $"requests that name no provider are rendered by the cheapest models that fit, of {string.Join(", ", ready)}."
                    : $"requests that name no provider are rendered by the first of {string.Join(", ", options.Prefer)} that fits; ready: {string.Join(", ", ready)}."),
            .. Unknown(options, catalog),
        ];
    }

    private static IEnumerable<Finding> Unknown(ChoosingOptions options, CatalogSnapshot catalog) =>
        from entry in options.Prefer
        let wanted = PreferredEntry.Read(entry)
        where wanted.Model is not null && catalog.Provider(wanted.Provider)?.Find(wanted.Model) is null
        select new Finding(Name, FindingState.Warning, $"providers.prefer names {entry}, and {wanted.Provider} has no preset of that model.", "Correct it; the resource videogen://models lists all, and 'videogen records videoGenProviderConfigs' prints them.");
}
