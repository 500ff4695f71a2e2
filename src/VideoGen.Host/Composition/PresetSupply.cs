using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Host.Configuration;
using VideoGen.OpenRouter;
using VideoGen.OpenRouter.Catalog;

namespace VideoGen.Host.Composition;

/// <summary>Compares presets with what their vendors publish. Publishes nothing and spends nothing.</summary>
public static class PresetSupply
{
    /// <summary>What OpenRouter's public catalogue suggests about the presets in use, or why it cannot be told.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<(ImmutableArray<PresetProposal> Proposals, Problem? Problem)> RefreshAsync(Settings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        await using var agent = new AgentHost(settings, time, NullLogger.Instance);
        if ((await agent.Services.Catalog.ReadAsync(cancellationToken)).Provider(OpenRouterProvider.WireName) is not { } config)
        {
            return ([], new Problem("provider_unknown", "", "There is no provider config of openrouter here.", "Publish one: 'videogen catalog push' brings the one of the product into a CMS."));
        }

        using var http = new HttpMessageInvoker(new ConnectFailures(OpenRouterHandler.Create(settings.Openrouter)));
        var catalogue = new OpenRouterCatalogue(settings.Openrouter, http, time);
        (ImmutableArray<CatalogueModel> models, Problem? problem) = await catalogue.ReadAsync(cancellationToken);
        return (problem is null ? PresetRefresh.Compare(config, models) : [], problem);
    }
}
