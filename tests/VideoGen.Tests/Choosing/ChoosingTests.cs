using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Choosing;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;
using VideoGen.Tests.Synthesis;

namespace VideoGen.Tests.Choosing;

/// <summary>Provider and models of requests that name neither, by the rule of the settings, with the shipped prices.</summary>
public sealed class ChoosingTests : StageTest
{
    private const string Veo = "fal-ai/veo3.1/fast/first-last-frame-to-video";
    private const string VeoSingle = "fal-ai/veo3.1/fast/image-to-video";
    private const string Wan = "alibaba/wan-2.7";

    private readonly SilentProvider _fal = new("fal-ai");
    private readonly SilentProvider _openRouter = new("openrouter");
    private readonly SilentProvider _runway = new("runway");
    private readonly SilentProvider _animatic = new("animatic", usesTrainedModel: false);

    private AgentOptions _options = new() { DefaultProvider = "fal-ai" };

    [Fact]
    public async Task The_cheapest_that_fits_is_planned_and_the_others_are_told_with_price_and_seconds()
    {
        Sells("fal-ai", Veo, VeoSingle);
        Sells("openrouter", Wan, "kwaivgi/kling-v3.0-pro");
        Choose(ChoosingRule.Cheapest);

        PlanAnswer plan = await PlanAsync(Pairs(3));

        (plan.Provider, plan.EstimatedCostUsd).ShouldBe(("openrouter", 0.9m));
        plan.Segments.ShouldAllBe(s => s.Model == Wan);
        plan.Decisions[^1].ShouldStartWith("Chosen as the cheapest that fits (providers.choose): alibaba/wan-2.7 at openrouter $0.90. Instead: ");
        plan.Decisions[^1].ShouldContain($"{Veo} at fal-ai $1.20 (3 s more than wanted)");
        PlanComparison comparison = plan.Comparison.ShouldNotBeNull();
        comparison.ChosenBy.ShouldBe("cheapest");
        comparison.Offers.Select(o => o.Provider).ShouldBe(["openrouter", "fal-ai", "runway"], ignoreOrder: true);
        comparison.Offers.Single(o => o.Chosen is true).Models.ShouldBe([Wan]);
    }

    [Fact]
    public async Task With_the_shipped_prices_nothing_that_fits_is_cheaper()
    {
        Choose(ChoosingRule.Cheapest);

        PlanAnswer plan = await PlanAsync(Compared(Pairs(2)));

        ImmutableArray<PlanOffer> fit = [.. plan.Comparison!.Offers.Where(o => o.Reason is null)];
        fit.Length.ShouldBeGreaterThan(10);
        fit.Min(o => o.EstimatedCostUsd).ShouldBe(plan.EstimatedCostUsd);
        fit.ShouldAllBe(o => o.MissingSeconds == null);
        fit[0].Chosen.ShouldBe(true);
        plan.Comparison.Offers.ShouldContain(o => o.Models.Contains("fal-ai/ltx-2.3/image-to-video") && o.Reason == "delivers 1920x1080, the editor wants 1280x720");
        plan.Comparison.Offers.ShouldContain(o => o.Models.Contains("gen4_turbo") && o.Reason == "takes no last frame");
        plan.Comparison.Offers.ShouldNotContain(o => o.Models.Contains("fal-ai/veo3/fast/image-to-video"), "It was withdrawn.");
    }

    [Fact]
    public async Task A_pair_and_a_single_frame_may_have_models_of_their_own_at_one_provider()
    {
        Sells("fal-ai", Veo, VeoSingle);
        Choose(ChoosingRule.Cheapest, from: ["fal-ai"]);

        PlanAnswer plan = await PlanAsync(Of((1, 1, 1.5m), (1, 2, 1.5m), (2, 1, 3)));

        plan.Segments.Select(s => s.Model).ShouldBe([Veo, VeoSingle]);
        plan.Comparison!.Offers.Single(o => o.Chosen is true).Models.ShouldBe([Veo, VeoSingle]);
    }

    [Fact]
    public async Task Without_a_key_or_outside_of_the_list_nobody_is_chosen()
    {
        Sells("openrouter", Wan);
        Sells("runway", "veo3.1");
        Sells("fal-ai", Veo, VeoSingle);
        _openRouter.Lack = new Problem("credentials_missing", "", "There is no key for OpenRouter: OPENROUTER_API_KEY is not set.", "Set it.");
        Choose(ChoosingRule.Cheapest, from: ["openrouter", "runway"]);

        PlanAnswer plan = await PlanAsync(Pairs(1));

        (plan.Provider, plan.EstimatedCostUsd).ShouldBe(("runway", 0.8m));
        plan.Decisions[^1].ShouldContain("alibaba/wan-2.7 at openrouter $0.30: There is no key for OpenRouter: OPENROUTER_API_KEY is not set");
        plan.Decisions[^1].ShouldContain($"{Veo} at fal-ai $0.40 (1 s more than wanted): not one of providers.choose_from");
    }

    [Theory]
    [InlineData("animatic", false, "animatic")]
    [InlineData("animatic", true, "fal-ai")] // only because nothing else could be the default
    [InlineData("fal-ai", false, "fal-ai")]
    public async Task A_free_draft_competes_only_where_it_is_the_configured_provider(string provider, bool isFound, string chosen)
    {
        Sells("fal-ai", Veo, VeoSingle);
        Choose(ChoosingRule.Cheapest, from: ["fal-ai", "animatic"]);
        _options = _options with { DefaultProvider = provider, IsDefaultFound = isFound };

        (await PlanAsync(Pairs(1))).Provider.ShouldBe(chosen);
    }

    [Fact]
    public async Task A_model_that_gives_all_the_seconds_comes_before_a_cheaper_one_that_does_not()
    {
        Sells("fal-ai", Veo, VeoSingle);
        Sells("openrouter", Wan);
        Change("openrouter", p => p with { Duration = Presets.Seconds(2) });
        Choose(ChoosingRule.Cheapest);

        PlanAnswer plan = await PlanAsync(Pairs(1));

        plan.Provider.ShouldBe("fal-ai");
        plan.Comparison!.Offers.Single(o => o.Provider == "openrouter").ShouldSatisfyAllConditions(o => o.EstimatedCostUsd.ShouldBe(0.2m), o => o.MissingSeconds.ShouldBe(1), o => o.Reason.ShouldBeNull());
    }

    [Fact]
    public async Task The_most_preferred_that_fits_is_planned()
    {
        Choose(ChoosingRule.Preferred, prefer: ["runway:gen4_turbo", "openrouter:google/veo-3.1", "fal-ai"]);

        PlanAnswer plan = await PlanAsync(Pairs(1));

        (plan.Provider, plan.Segments[0].Model).ShouldBe(("openrouter", "google/veo-3.1"));
        plan.Decisions[^1].ShouldBe(
            $"Chosen as the most preferred that fits (providers.prefer): google/veo-3.1 at openrouter $0.80 (1 s more than wanted). Instead: gen4_turbo at runway: takes no last frame; {Veo} at fal-ai $0.40 (1 s more than wanted).");
        (await PlanAsync(Of((1, 1, 3)))).Provider.ShouldBe("runway");
    }

    [Fact]
    public async Task Whoever_names_a_provider_or_a_model_has_chosen()
    {
        Choose(ChoosingRule.Cheapest);
        JsonObject byProvider = Pairs(1);
        byProvider["video_settings"] = new JsonObject { ["provider_override"] = "runway" };
        JsonObject byModel = Pairs(1);
        byModel["video_settings"] = new JsonObject { ["model"] = Veo };

        PlanAnswer plan = await PlanAsync(byProvider);
        (plan.Provider, plan.Segments[0].Model, plan.Comparison).ShouldBe(("runway", "veo3.1_fast", null));
        (await PlanAsync(byModel)).Segments[0].Model.ShouldBe(Veo);
    }

    [Fact]
    public async Task Compared_without_a_rule_the_default_stands_beside_the_others_and_the_hash_is_the_same()
    {
        JsonObject request = Pairs(1);
        PlanAnswer plain = await PlanAsync(request);
        PlanAnswer plan = await PlanAsync(Compared(request));

        plain.Comparison.ShouldBeNull();
        (plan.PlanHash, plan.RequestKey, plan.Segments[0].Model).ShouldBe((plain.PlanHash, plain.RequestKey, Veo));
        plan.Comparison!.ChosenBy.ShouldBe("default");
        plan.Comparison.Offers.Single(o => o.Chosen is true).ShouldSatisfyAllConditions(o => o.Provider.ShouldBe("fal-ai"), o => o.EstimatedCostUsd.ShouldBe(0.4m), o => o.ExtraSeconds.ShouldBe(1));
        plan.Comparison.Offers.Single(o => o.Provider == "animatic").Reason.ShouldNotBeNull().ShouldContain("a draft");
    }

    [Fact]
    public async Task Comparing_calls_nobody()
    {
        Choose(ChoosingRule.Cheapest);

        await PlanAsync(Compared(Pairs(3)));

        new[] { _fal, _openRouter, _runway, _animatic }.Sum(p => p.Calls).ShouldBe(0);
    }

    [Fact]
    public async Task An_approved_plan_is_bought_although_another_has_become_cheaper()
    {
        Sells("fal-ai", Veo, VeoSingle);
        Sells("openrouter", Wan);
        Choose(ChoosingRule.Cheapest);
        PlanAnswer plan = await PlanAsync(Pairs(1));
        plan.Provider.ShouldBe("openrouter");
        Change("fal-ai", p => p with { Price = new PresetPrice { UsdPerSecond = 0.01m } });

        SynthesisAnswer answer = Given(await OrderAsync(new() { ["plan_hash"] = plan.PlanHash, ["wait_seconds"] = 0 }));

        Job job = (await Agent.Ledger.ListJobsAsync(answer.RequestId, default)).ShouldHaveSingleItem();
        (job.Provider, job.Model).ShouldBe(("openrouter", Wan));
        job.Grouping.ShouldContain(d => d.StartsWith("Chosen by the plan_hash that was approved: alibaba/wan-2.7 at openrouter $0.30.", StringComparison.Ordinal));
        (await PlanAsync(Pairs(1))).Provider.ShouldBe("fal-ai");
    }

    [Fact]
    public async Task An_approved_plan_whose_own_price_changed_is_refused()
    {
        Sells("openrouter", Wan);
        Choose(ChoosingRule.Cheapest, from: ["openrouter"]);
        PlanAnswer plan = await PlanAsync(Pairs(1));
        Change("openrouter", p => p with { Price = new PresetPrice { UsdPerSecond = 0.05m } });

        (await OrderAsync(new() { ["plan_hash"] = plan.PlanHash })).ShouldBeOfType<Answer<SynthesisAnswer>.Refused>().Refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.PlanChanged);
    }

    [Fact]
    public async Task Over_its_cap_a_provider_gives_way_to_the_next()
    {
        Sells("fal-ai", Veo, VeoSingle);
        Sells("openrouter", Wan);
        Choose(ChoosingRule.Cheapest);
        Publish("openrouter", c => c with { DayCapUsd = 0.5m });
        Given(await OrderAsync(Pairs(1)));

        PlanAnswer plan = await PlanAsync(Pairs(1));

        plan.Provider.ShouldBe("fal-ai");
        plan.Decisions[^1].ShouldContain("alibaba/wan-2.7 at openrouter $0.30: over the day_cap_usd of $0.50, of which $0.30 are used or reserved");
    }

    [Fact]
    public async Task Where_nothing_fits_the_default_is_planned_with_a_warning()
    {
        Sells("runway", "gen4_turbo");
        Change("runway", p => p with { Output = new PresetOutput(960, 960, 24) });
        Choose(ChoosingRule.Cheapest, from: ["runway"]);

        PlanAnswer plan = await PlanAsync(Of((1, 1, 3)));

        plan.Provider.ShouldBe("fal-ai");
        Warning warning = plan.Warnings.Single(w => w.Code == WarningCodes.NothingFits);
        warning.Message.ShouldContain("gen4_turbo at runway: delivers 960x960, the editor wants 1280x720");
    }

    [Fact]
    public async Task Too_many_frames_are_cut_for_the_cheapest()
    {
        Sells("openrouter", Wan);
        Choose(ChoosingRule.Cheapest);

        Refusal refusal = (await Segments.PlanAsync(SampleOrders.Call(Of([.. Enumerable.Range(1, 5).Select(i => (i, 1, 3m))])), default)).ShouldBeOfType<Answer<PlanAnswer>.Refused>().Refusal;

        refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.TooManySegments);
        BatchPlan batch = refusal.Batches!.Value[0];
        JsonObject part = Of([.. Enumerable.Range(1, 3).Select(i => (i, 1, 3m))]);
        part["plan_hash"] = batch.PlanHash;
        Given(await OrderAsync(part)).PlanHash.ShouldBe(batch.PlanHash);
    }

    private VideoSegments Segments => new(
        Agent.Services with
        {
            Providers = ImmutableDictionary.CreateRange(StringComparer.Ordinal, new IVideoProvider[] { _fal, _openRouter, _runway, _animatic }.Select(p => KeyValuePair.Create(p.Name, p))),
            Options = _options with { WorkFolder = Agent.Services.Options.WorkFolder, Owner = Agent.Services.Options.Owner },
        },
        Agent.Schedule);

    public ChoosingTests() => Stage.Catalog.Snapshot = ShippedCatalog.Read();

    private void Choose(ChoosingRule rule, string[]? prefer = null, string[]? from = null) =>
        _options = _options with { Choosing = new() { Rule = rule, Prefer = [.. prefer ?? []], From = [.. from ?? []] } };

    private void Sells(string provider, params string[] models) => Publish(provider, c => c with
    {
        ModelPresets = [.. c.ModelPresets.Where(p => models.Contains(p.Model))],
        DefaultPairModel = models[0],
        DefaultSingleModel = models[^1],
    });

    private void Change(string provider, Func<ModelPreset, ModelPreset> change) => Publish(provider, c => c with { ModelPresets = [.. c.ModelPresets.Select(change)] });

    private void Publish(string provider, Func<ProviderConfig, ProviderConfig> change) =>
        Stage.Catalog.Snapshot = Stage.Catalog.Snapshot with { Providers = [.. Stage.Catalog.Snapshot.Providers.Select(p => p.Provider == provider ? change(p) : p)] };

    private async Task<PlanAnswer> PlanAsync(JsonObject request) =>
        (await Segments.PlanAsync(SampleOrders.Call(request), default)).ShouldBeOfType<Answer<PlanAnswer>.Given>().Value;

    private ValueTask<Answer<SynthesisAnswer>> OrderAsync(JsonObject request)
    {
        request["wait_seconds"] ??= 0;
        return Segments.SynthesizeAsync(SampleOrders.Call(request), null, default);
    }

    private static SynthesisAnswer Given(Answer<SynthesisAnswer> answer) => answer.ShouldBeOfType<Answer<SynthesisAnswer>.Given>().Value;

    private static JsonObject Compared(JsonObject request)
    {
        var compared = (JsonObject)request.DeepClone();
        compared["compare"] = true;
        return compared;
    }

    private static JsonObject Pairs(int count) => Of([.. Enumerable.Range(1, count).SelectMany(scene => new[] { (scene, 1, 1.5m), (scene, 2, 1.5m) })]);

    private static JsonObject Of(params (int Scene, int Shot, decimal Seconds)[] shots)
    {
        string picture = Convert.ToBase64String(SamplePictures.Png());
        return new JsonObject
        {
            ["generated_frames"] = new JsonArray([.. shots.Select(s => new JsonObject { ["frame_id"] = $"SCENE_{s.Scene}_SHOT_{s.Shot}", ["image_base64"] = picture })]),
            ["storyboard_frames"] = new JsonArray(
                [.. shots.Select(s => new JsonObject { ["frame_id"] = $"SCENE_{s.Scene}_SHOT_{s.Shot}", ["description"] = $"A lighthouse, {s.Scene}, {s.Shot}.", ["duration_seconds"] = s.Seconds })]),
            ["project_context"] = new JsonObject { ["project_id"] = "atlas", ["episode_id"] = "e1" },
        };
    }
}
