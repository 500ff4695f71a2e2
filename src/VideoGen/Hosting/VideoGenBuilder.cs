using Microsoft.Extensions.DependencyInjection;
using VideoGen.Catalog;
using VideoGen.Providers;

namespace VideoGen.Hosting;

/// <summary>Adds to the services of an agent what it works with: a ledger, providers, a system of record.</summary>
/// <param name="services">The services.</param>
public sealed class VideoGenBuilder(IServiceCollection services)
{
    /// <summary>The services that it adds to.</summary>
    public IServiceCollection Services => services;

    /// <summary>Adds a provider. The first one that can be the default is it, where the options name none.</summary>
    /// <param name="name">Its wire name.</param>
    /// <param name="create">Makes it; it is disposed of with the services.</param>
    /// <param name="canBeDefault">False while it lacks something, such as a key; null for always true.</param>
    public VideoGenBuilder AddProvider(string name, Func<IServiceProvider, IVideoProvider> create, Func<IServiceProvider, bool>? canBeDefault = null)
    {
        services.AddSingleton(create);
        services.AddSingleton(new ProviderRegistration(name, canBeDefault ?? (_ => true)));
        return this;
    }

    /// <summary>Adds where templates and provider configs come from. The last one that is added counts.</summary>
    public VideoGenBuilder AddCatalogSource(Func<IServiceProvider, ICatalog> create)
    {
        services.AddSingleton(provider => new CatalogSource(create(provider)));
        return this;
    }

    /// <summary>Adds a layer over the catalog, above those that were added before.</summary>
    /// <param name="create">Makes it, from the services and what is below it.</param>
    public VideoGenBuilder AddCatalogLayer(Func<IServiceProvider, ICatalog, ICatalog> create)
    {
        services.AddSingleton(new CatalogLayer(create));
        return this;
    }
}
