using System.Collections.Immutable;
using System.Text.Json;

namespace VideoGen.Catalog;

/// <summary>
/// The templates and provider configs that come with the product: <c>catalog/templates.json</c> holds every template, every other
/// file of <c>catalog/</c> one provider config. Thread-safe.
/// </summary>
public static class ShippedCatalog
{
    private const string Folder = "catalog/";
    private const string TemplatesFile = Folder + "templates.json";

    private static readonly Lazy<CatalogSnapshot> Shipped = new(Load);

    /// <summary>Reads them; a file that does not fit its type is a defect of the build.</summary>
    public static CatalogSnapshot Read() => Shipped.Value;

    private static CatalogSnapshot Load()
    {
        var names = typeof(ShippedCatalog).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var providers = ImmutableArray.CreateBuilder<ProviderConfig>();
        ImmutableArray<PromptTemplate> templates = [];
        foreach (string name in names)
        {
            using var file = typeof(ShippedCatalog).Assembly.GetManifestResourceStream(name)!;
            if (name == TemplatesFile)
            {
                templates = JsonSerializer.Deserialize(file, CatalogJson.Default.ImmutableArrayPromptTemplate);
            }
            else
            {
                providers.Add(JsonSerializer.Deserialize(file, CatalogJson.Default.ProviderConfig)!);
            }
        }

        return new CatalogSnapshot(providers.ToImmutable(), templates);
    }
}
