using VideoGen.Catalog;

namespace VideoGen.Hosting;

/// <summary>Where templates and provider configs come from.</summary>
internal sealed record CatalogSource(ICatalog Catalog);
