using VideoGen.Catalog;
using VideoGen.Fal;
using VideoGen.Host.Configuration;
using VideoGen.OpenRouter;
using VideoGen.Runway;

namespace VideoGen.Host.Composition;

/// <summary>A catalog in which the operator's settings win over the stored provider configs: webhook address, caps, pace, queue or not.</summary>
internal sealed class SettingsCatalog(ICatalog inner, FalSettings fal, OpenRouterSettings openRouter, RunwaySettings runway) : ICatalog
{
    public async ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        CatalogSnapshot stored = await inner.ReadAsync(cancellationToken);
        return stored with { Providers = [.. stored.Providers.Select(With)] };
    }

    private ProviderConfig With(ProviderConfig stored) => stored.Provider switch
    {
        FalProvider.WireName => With(stored, "fal", fal.WebhookUrl, fal.ProjectCapUsd, fal.DayCapUsd, fal.MaxParallel, fal.PollIntervalSeconds) with
        {
            Blocking = fal.Invocation is { } invocation ? invocation is FalInvocation.Sync : stored.Blocking,
        },
        OpenRouterProvider.WireName => With(
            stored, "openrouter", openRouter.WebhookUrl, openRouter.ProjectCapUsd, openRouter.DayCapUsd, openRouter.MaxParallel, openRouter.PollIntervalSeconds),
        RunwayProvider.WireName => With(stored, "runway", null, runway.ProjectCapUsd, runway.DayCapUsd, runway.MaxParallel, runway.PollIntervalSeconds),
        _ => stored,
    };

    private static ProviderConfig With(
        ProviderConfig stored, string section, string? webhookUrl, decimal? projectCapUsd, decimal? dayCapUsd, int? maxParallel, decimal? pollIntervalSeconds) => stored with
        {
            WebhookUrl = webhookUrl ?? stored.WebhookUrl,
            ProjectCapUsd = projectCapUsd ?? stored.ProjectCapUsd,
            ProjectCapSetting = projectCapUsd is null ? null : section + ".project_cap_usd",
            DayCapUsd = dayCapUsd ?? stored.DayCapUsd,
            DayCapSetting = dayCapUsd is null ? null : section + ".day_cap_usd",
            MaxParallel = maxParallel ?? stored.MaxParallel,
            PollIntervalSeconds = pollIntervalSeconds ?? stored.PollIntervalSeconds,
        };
}
