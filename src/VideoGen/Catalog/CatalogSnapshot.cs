using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Catalog;

/// <summary>Provider configs and templates as they stood at one moment; a plan uses exactly one snapshot.</summary>
public sealed record CatalogSnapshot(ImmutableArray<ProviderConfig> Providers, ImmutableArray<PromptTemplate> Templates)
{
    /// <summary>What a caller should know about it: that it is not the newest, or that a document of it is left out. Empty as a rule.</summary>
    public ImmutableArray<Warning> Warnings { get; init; } = [];

    /// <summary>The config of a provider, or null.</summary>
    public ProviderConfig? Provider(string name) => Providers.FirstOrDefault(p => p.Provider == name);

    /// <summary>
    /// The template for a model: the highest version written for that model, else the highest version written for any model;
    /// null when there is none at all.
    /// </summary>
    public PromptTemplate? TemplateFor(string model) =>
        Newest(Templates.Where(t => t.Model == model)) ?? Newest(Templates.Where(t => string.IsNullOrEmpty(t.Model)));

    private static PromptTemplate? Newest(IEnumerable<PromptTemplate> templates) =>
        templates.OrderByDescending(t => t.Version).ThenByDescending(t => t.UpdatedAt).ThenBy(t => t.Id, StringComparer.Ordinal).FirstOrDefault();
}
