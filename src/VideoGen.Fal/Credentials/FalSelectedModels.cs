using VideoGen.Catalog;

namespace VideoGen.Fal.Credentials;

/// <summary>
/// A catalog in which the model ids found in fal's credentials variables are the default models. A selection without a preset changes
/// nothing and is reported by the provider's check. Thread-safe.
/// </summary>
/// <param name="inner">The catalog underneath.</param>
/// <param name="credentials">The environment.</param>
public sealed class FalSelectedModels(ICatalog inner, FalCredentials credentials) : ICatalog
{
    /// <inheritdoc/>
    public async ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var snapshot = await inner.ReadAsync(cancellationToken);
        return snapshot with
        {
            Providers = [.. snapshot.Providers.Select(p => p.Provider == FalProvider.WireName ? FalModelSelection.Apply(p, credentials).Config : p)],
        };
    }
}
