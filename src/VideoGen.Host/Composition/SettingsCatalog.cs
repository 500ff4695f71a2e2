using VideoGen.Catalog;
using VideoGen.Fal;
using VideoGen.Host.Configuration;

namespace VideoGen.Host.Composition;

/// <summary>A catalog in which the operator's settings win over the stored provider config: webhook address, caps, rate, queue or not.</summary>
internal sealed class SettingsCatalog(ICatalog inner, FalSettings fal) : ICatalog
{
    public async ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        CatalogSnapshot stored = await inner.ReadAsync(cancellationToken);
        return stored with { Providers = [.. stored.Providers.Select(p => p.Provider == FalProvider.WireName ? With(p) : p)] };
    }

    private ProviderConfig With(ProviderConfig stored) => stored with
    {
        WebhookUrl = fal.WebhookUrl ?? stored.WebhookUrl,
        ProjectCapUsd = fal.ProjectCapUsd ?? stored.ProjectCapUsd,
        ProjectCapSetting = fal.ProjectCapUsd is null ? null : "fal.project_cap_usd",
        DayCapUsd = fal.DayCapUsd ?? stored.DayCapUsd,
        DayCapSetting = fal.DayCapUsd is null ? null : "fal.day_cap_usd",
        MaxParallel = fal.MaxParallel ?? stored.MaxParallel,
        Blocking = fal.Invocation is { } invocation ? invocation is FalInvocation.Sync : stored.Blocking,
        PollIntervalSeconds = fal.PollIntervalSeconds ?? stored.PollIntervalSeconds,
    };
}
