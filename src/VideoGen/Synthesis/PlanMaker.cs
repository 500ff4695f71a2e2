using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Choosing;
using VideoGen.Continuing;
using VideoGen.Contract;
using VideoGen.Finishing;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>Plans a storyboard with the catalog of this moment, for the provider the caller wants, the one that the rule of the settings chooses, or the configured one.</summary>
internal sealed class PlanMaker(AgentServices services)
{
    private readonly PlanChoosing _choosing = new(services);

    /// <summary>The plan.</summary>
    /// <param name="storyboard">What is planned.</param>
    /// <param name="toCome">What is ordered after it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<PlanResult> PlanAsync(Storyboard storyboard, ToCome toCome, CancellationToken cancellationToken) =>
        Decided(PlanFinishing.Told(await MakeAsync(storyboard, toCome, cancellationToken), services.Options.Finishing.For(storyboard.Settings.Finishing), services.Finisher), storyboard);

    private PlanResult Decided(PlanResult made, Storyboard storyboard) => made switch
    {
        PlanResult.Planned plan when PlanContinuity.Held(plan, storyboard.Settings, services.Options.Finishing.For(storyboard.Settings.Finishing), services.Finisher) is { } problem => Refused(plan, problem),
        PlanResult.Planned plan when UnbilledRetry.Decision(services.Options, plan.Answer) is { } decision => plan with { Answer = plan.Answer with { Decisions = [.. plan.Answer.Decisions, decision] } },
        var result => result,
    };

    private static PlanResult.Refused Refused(PlanResult.Planned plan, Problem problem) => new(
        new Refusal { Problems = [problem], Warnings = plan.Answer.Warnings }, [.. plan.Segments.SelectMany(s => s.SentFrames.Select(f => (f, (ModelPreset?)s.Preset)))])
    {
        PlanHash = plan.Answer.PlanHash,
        Price = LeastPrice.Of(plan.Answer),
        Provider = plan.Provider,
    };

    private async ValueTask<PlanResult> MakeAsync(Storyboard storyboard, ToCome toCome, CancellationToken cancellationToken)
    {
        using System.Diagnostics.Activity? span = Telemetry.AgentTraces.Plan(storyboard);
        CatalogSnapshot catalog = await services.Catalog.ReadAsync(cancellationToken);
        storyboard = storyboard with { Warnings = [.. storyboard.Warnings, .. catalog.Warnings] };
        ImmutableArray<ProviderConfig> known = [.. services.Providers.Keys.Order(StringComparer.Ordinal).Select(catalog.Provider).OfType<ProviderConfig>()];
        if (storyboard.Gaps.HasFlag(Gaps.Provider))
        {
            return ((PlanResult.Refused)Planner.Plan(storyboard, null, catalog)).With(Model(storyboard, known));
        }

        if (storyboard.Gaps is not Gaps.None || storyboard.Frames.IsEmpty)
        {
            return Named(storyboard, known, catalog);
        }

        var ask = new PlanAsk(storyboard, catalog, known, toCome);
        if (services.Options.Choosing.Rule is not ChoosingRule.Default && storyboard.Settings is { ProviderOverride: null, Model: null })
        {
            return await _choosing.ChooseAsync(ask, () => Named(storyboard, known, catalog), cancellationToken);
        }

        PlanResult result = Named(storyboard, known, catalog);
        return storyboard.Compare && result is PlanResult.Planned plan ? await _choosing.CompareAsync(ask, plan, cancellationToken) : result;
    }

    private PlanResult Named(Storyboard storyboard, ImmutableArray<ProviderConfig> known, CatalogSnapshot catalog)
    {
        string name = storyboard.Settings.ProviderOverride ?? services.Options.DefaultProvider;
        if (catalog.Provider(name) is { } config && services.Providers.ContainsKey(name))
        {
            return Planner.Plan(storyboard, config, catalog);
        }

        return ((PlanResult.Refused)Planner.Plan(storyboard, null, catalog)).With(
            [
                new(ProblemCodes.ProviderUnknown, "/video_settings/provider_override", $"The provider '{name}' is not known here.", $"Use one of: {string.Join(", ", known.Select(p => p.Provider))}."),
                .. Model(storyboard, known),
            ]);
    }

    // A model that no provider has is wrong whichever of them is meant.
    private static ImmutableArray<Problem> Model(Storyboard storyboard, ImmutableArray<ProviderConfig> known) =>
        storyboard.Settings.Model is not { } model || storyboard.Gaps.HasFlag(Gaps.Model) || known.Any(p => p.Find(model) is not null)
            ? []
            : [new(ProblemCodes.ModelUnknown, "/video_settings/model", $"No provider has a preset for '{model}'.", $"Use one of: {string.Join(", ", known.SelectMany(p => p.ModelPresets).Select(p => p.Model))}.")];
}
