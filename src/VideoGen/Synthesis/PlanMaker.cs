using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>Plans a storyboard with the catalog of this moment, for the provider the caller wants or the configured one.</summary>
internal sealed class PlanMaker(AgentParts parts)
{
    public async ValueTask<PlanResult> PlanAsync(Storyboard storyboard, CancellationToken cancellationToken)
    {
        using System.Diagnostics.Activity? span = Telemetry.AgentTraces.Plan(storyboard);
        CatalogSnapshot catalog = await parts.Catalog.ReadAsync(cancellationToken);
        storyboard = storyboard with { Warnings = [.. storyboard.Warnings, .. catalog.Warnings] };
        if (storyboard.Gaps.HasFlag(Gaps.Provider))
        {
            return Planner.Plan(storyboard, null, catalog);
        }

        string name = storyboard.Settings.ProviderOverride ?? parts.Options.DefaultProvider;
        if (catalog.Provider(name) is { } config && parts.Providers.ContainsKey(name))
        {
            return Planner.Plan(storyboard, config, catalog);
        }

        string known = string.Join(", ", parts.Providers.Keys.Where(p => catalog.Provider(p) is not null).Order(StringComparer.Ordinal));
        return ((PlanResult.Refused)Planner.Plan(storyboard, null, catalog)).With(
            new Problem(ProblemCodes.ProviderUnknown, "/video_settings/provider_override", $"The provider '{name}' is not known here.", $"Use one of: {known}."));
    }
}
