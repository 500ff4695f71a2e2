using VideoGen.Catalog;

namespace VideoGen.Hosting;

/// <summary>What lies over the source of the catalog.</summary>
/// <param name="Create">Makes it, from the services and what is below it.</param>
internal sealed record CatalogLayer(Func<IServiceProvider, ICatalog, ICatalog> Create);
