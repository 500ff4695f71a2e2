using System.Collections.Immutable;
using VideoGen.Host.Configuration;
using VideoGen.Payload;
using VideoGen.Payload.Catalog;

namespace VideoGen.Host.Composition;

/// <summary>Fills a new CMS with the templates and provider configs that come with the product.</summary>
public static class CatalogSupply
{
    /// <summary>Publishes what the CMS lacks.</summary>
    /// <param name="settings">Checked settings with an address of a CMS.</param>
    /// <param name="key">API key of an account that may write both collections.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends it; what was published stays.</param>
    /// <exception cref="PayloadException">The CMS does not answer, or refuses a document.</exception>
    public static async Task<ImmutableArray<PushedDocument>> PushAsync(PayloadSettings settings, string key, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var client = new PayloadClient(PayloadSettingsOptions.Of(settings, key), time);
        return await new CatalogPush(client).RunAsync(cancellationToken);
    }
}
