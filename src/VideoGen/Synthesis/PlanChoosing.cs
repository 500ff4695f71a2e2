using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Catalog;
using VideoGen.Choosing;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Planning;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// Chooses provider and models by the rule of the settings, and compares them for whoever asks. Knows prices from the catalog, keys from this machine
/// and caps from the ledger: asks no provider anything.
/// </summary>
internal sealed class PlanChoosing(AgentServices services)
{
    private ChoosingOptions Options => services.Options.Choosing;

    /// <summary>The plan of what the rule chooses.</summary>
    /// <param name="ask">What is planned.</param>
    /// <param name="byDefault">Plans it as without a rule.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<PlanResult> ChooseAsync(PlanAsk ask, Func<PlanResult> byDefault, CancellationToken cancellationToken)
    {
        ImmutableArray<Offer> offers = await OffersAsync(ask, cancellationToken);
        ImmutableArray<Offer> choosable = Options.Rule is ChoosingRule.Preferred ? await PreferredAsync(ask, cancellationToken) : OfferOrder.Best(offers, services.Options.DefaultProvider);
        Offer? best = choosable.FirstOrDefault(o => o.Fits);

        // What was approved is bought as it was approved, whatever has become cheaper or free since.
        string? approved = ask.Storyboard.PlanHash;
        Offer? same = approved is null ? null : choosable.Concat(offers).FirstOrDefault(o => o.Plan?.Answer.PlanHash == approved);
        if (same is null && approved is not null && byDefault() is PlanResult.Planned byHash && byHash.Answer.PlanHash == approved)
        {
            return byHash;
        }

        return (same ?? best) is { } chosen ? Chosen(chosen, isByRule: chosen == best, ask, offers, choosable) : InParts(choosable) ?? WithReasons(byDefault(), ask, offers);
    }

    /// <summary>The plan, made as the request or the default says, beside what else there is.</summary>
    public async ValueTask<PlanResult> CompareAsync(PlanAsk ask, PlanResult.Planned plan, CancellationToken cancellationToken)
    {
        RenderSettings settings = ask.Storyboard.Settings;
        ImmutableArray<Offer> offers = await OffersAsync(ask, cancellationToken);
        return plan with
        {
            Answer = plan.Answer with
            {
                Comparison = new() { ChosenBy = settings is { ProviderOverride: null, Model: null } ? Word(ChoosingRule.Default) : "request", Offers = All(offers, plan) },
            },
        };
    }

    private PlanResult.Planned Chosen(Offer best, bool isByRule, PlanAsk ask, ImmutableArray<Offer> offers, ImmutableArray<Offer> choosable)
    {
        PlanResult.Planned plan = best.Plan!;
        PlanOffer chosen = best.ToWire(isChosen: true);
        ImmutableArray<PlanOffer> others = [.. BestOfEach(choosable.Where(o => o.Provider != best.Provider)).Where(IsWorthTelling).Select(o => o.ToWire(false))];
        return plan with
        {
            Answer = plan.Answer with
            {
                Decisions = [.. plan.Answer.Decisions, OfferText.Decision(isByRule ? Options.Rule : null, chosen, others)],
                Comparison = new() { ChosenBy = Word(Options.Rule), Offers = ask.Storyboard.Compare ? All(offers, plan) : [chosen, .. others] },
            },
        };
    }

    // Too long for one request with every model: cut for the best of them.
    private static PlanResult? InParts(ImmutableArray<Offer> choosable) => choosable.FirstOrDefault(o => o.FitsInParts)?.Result;

    private static ImmutableArray<PlanOffer> All(ImmutableArray<Offer> offers, PlanResult.Planned plan)
    {
        ImmutableArray<PlanOffer> wire = [.. OfferOrder.Best(offers, plan.Provider.Provider).Select(o => o.ToWire(o.Plan?.Answer.PlanHash == plan.Answer.PlanHash))];
        ModelSet named = new(plan.Provider, [.. plan.Segments.Select(s => s.Planned.Model).Distinct()], null);
        return wire.Any(o => o.Chosen is true) ? wire : [new Offer(named, plan, null).ToWire(isChosen: true), .. wire];
    }

    private PlanResult WithReasons(PlanResult result, PlanAsk ask, ImmutableArray<Offer> offers)
    {
        ImmutableArray<PlanOffer> reasons = [.. BestOfEach(offers).Where(IsWorthTelling).Select(o => o.ToWire(false))];
        var warning = new Warning(WarningCodes.NothingFits, "/video_settings/provider_override", OfferText.Nothing(reasons, services.Options.DefaultProvider));
        return result switch
        {
            PlanResult.Planned plan => plan with
            {
                Answer = plan.Answer with
                {
                    Warnings = [.. plan.Answer.Warnings, warning],
                    Comparison = new() { ChosenBy = Word(ChoosingRule.Default), Offers = ask.Storyboard.Compare ? All(offers, plan) : reasons },
                },
            },
            PlanResult.Refused refused => refused with { Refusal = refused.Refusal with { Warnings = [.. refused.Refusal.Warnings, warning] } },
            _ => result,
        };
    }

    // That a draft is none of the clips goes without saying, unless somebody asks for all there is.
    private bool IsWorthTelling(Offer offer) => offer.Fits || services.Providers[offer.Provider].UsesTrainedModel;

    // One line for each provider; of one that does not fit, its own default says most.
    private static IEnumerable<Offer> BestOfEach(IEnumerable<Offer> offers) => offers.GroupBy(o => o.Provider).Select(of =>
        of.FirstOrDefault(o => o.Fits) ?? of.FirstOrDefault(o => o.Set.Models.Contains(o.Set.Provider.DefaultPairModel)) ?? of.First());

    private async ValueTask<ImmutableArray<Offer>> PreferredAsync(PlanAsk ask, CancellationToken cancellationToken)
    {
        var wanted = ImmutableArray.CreateBuilder<Offer>();
        foreach (string entry in Options.Prefer)
        {
            (string name, string? model) = PreferredEntry.Read(entry);
            if (ask.Known.FirstOrDefault(p => p.Provider == name) is not { } config)
            {
                continue;
            }

            ModelSets sets = SetsOf(config, ask);
            Offer offer = Offer.Of(model is null ? sets.Default() : sets.Preferring(model), set => Plan(set, ask));
            wanted.AddRange(Barrier(config, isNamed: true) is { } barrier ? [offer with { Reason = barrier, IsBarred = true }] : await WithinCapsAsync(config, [offer], ask, cancellationToken));
        }

        return wanted.ToImmutable();
    }

    private async ValueTask<ImmutableArray<Offer>> OffersAsync(PlanAsk ask, CancellationToken cancellationToken)
    {
        var offers = ImmutableArray.CreateBuilder<Offer>();
        foreach (ProviderConfig config in ask.Known)
        {
            ModelSets sets = SetsOf(config, ask);
            if (Barrier(config) is { } barrier)
            {
                Offer offer = Offer.Of(sets.Default(), set => Plan(set, ask));
                offers.Add(offer with { Reason = barrier, IsBarred = true });
            }
            else
            {
                offers.AddRange(await WithinCapsAsync(config, [.. sets.All().Select(set => Offer.Of(set, s => Plan(s, ask)))], ask, cancellationToken));
            }
        }

        return offers.ToImmutable();
    }

    // What keeps all of a provider from being chosen.
    private string? Barrier(ProviderConfig config, bool isNamed = false)
    {
        IVideoProvider provider = services.Providers[config.Provider];
        bool mayDraft = isNamed || config.Provider == services.Options.DefaultProvider && !services.Options.IsDefaultFound;
        return Options is { Rule: not ChoosingRule.Default, From.IsEmpty: false } && !Options.From.Contains(config.Provider) ? "not one of providers.choose_from"
            : !provider.UsesTrainedModel && !mayDraft ? "a draft, which competes with clips only where it is set as the provider"
            : provider.Lacks(config) is { } problem ? problem.Message.TrimEnd('.')
            : null;
    }

    private static ModelSets SetsOf(ProviderConfig config, PlanAsk ask) => new(config, ask.Groups, ask.Storyboard.Settings);

    private static PlanResult Plan(ModelSet set, PlanAsk ask) =>
        Planner.Plan(ask.Storyboard with { Settings = ask.Storyboard.Settings with { ProviderOverride = null, Model = null } }, set.Provider, ask.Catalog);

    private async ValueTask<IEnumerable<Offer>> WithinCapsAsync(ProviderConfig config, ImmutableArray<Offer> offers, PlanAsk ask, CancellationToken cancellationToken)
    {
        decimal dearest = offers.Where(o => o.Fits).Select(o => o.CostUsd!.Value).DefaultIfEmpty().Max();
        if ((config is { ProjectCapUsd: null, DayCapUsd: null } && services.Options is { ProjectCapUsd: null, DayCapUsd: null }) || dearest == 0)
        {
            return offers;
        }

        ImmutableArray<ReachedCap> caps;
        try
        {
            caps = await services.Ledger.CheckCapsAsync(
                new CapCheck(ask.Storyboard.ProjectId, services.Time.GetUtcNow(), dearest + ask.ToCome.Usd, services.Options.ProjectCapUsd, services.Options.DayCapUsd)
                {
                    Provider = new ProviderCaps(config.Provider, config.ProjectCapUsd, config.DayCapUsd),
                    WantedAtProviderUsd = dearest + ask.ToCome.AtUsd(config.Provider),
                },
                cancellationToken);
        }
        catch (LedgerException)
        {
            return offers; // who orders is told
        }

        return offers.Select(offer => offer.Fits && caps.FirstOrDefault(c => offer.CostUsd > 0 && c.UsedUsd + offer.CostUsd + (c.Provider is null ? ask.ToCome.Usd : ask.ToCome.AtUsd(c.Provider)) > c.LimitUsd) is { } cap
            ? offer with { Reason = FormattableString.Invariant($"over the {(cap.Provider is null ? "providers." : "")}{cap.Cap} of ${cap.LimitUsd:0.00##}, of which ${cap.UsedUsd:0.00##} are used or reserved") }
            : offer);
    }

    private static string Word(ChoosingRule rule) => JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.ToString());
}
