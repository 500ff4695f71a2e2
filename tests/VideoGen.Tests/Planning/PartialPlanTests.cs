using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

/// <summary>What can be said of a storyboard of which not everything is known, and of one that is cut into batches.</summary>
public sealed class PartialPlanTests
{
    [Theory]
    [InlineData(Gaps.Seconds, 2, 0.89, "The plan costs at least $0.90, more than the $0.89 allowed.")] // a clip of a still and one of words
    [InlineData(Gaps.Seconds, 2, 0.9, null)]
    [InlineData(Gaps.Frames, 2, 0.59, "The plan costs at least $0.60, more than the $0.59 allowed.")] // who pairs with whom is not known
    [InlineData(Gaps.Frames, 2, 0.6, null)]
    [InlineData(Gaps.Seconds, 4, 0.59, "A single segment costs at least $0.60, more than the $0.59 allowed.")] // each is part of some request
    [InlineData(Gaps.Seconds, 4, 0.6, null)]
    [InlineData(Gaps.Frames, 4, 0.29, "A single segment costs at least $0.30, more than the $0.29 allowed.")]
    [InlineData(Gaps.Frames, 4, 0.3, null)]
    [InlineData(Gaps.Provider, 2, 0.01, null)]
    [InlineData(Gaps.Provider | Gaps.Frames, 2, 0.01, null)]
    public void The_least_it_can_cost_must_be_allowed(Gaps gaps, int scenes, double limit, string? message)
    {
        JsonObject request = Of(s => (s["max_cost_usd"], s["allow_text_to_video"]) = (limit, true), scenes);
        request["generated_frames"]!.AsArray().RemoveAt(1);

        IEnumerable<Problem> problems = Refused(request, gaps, gaps.HasFlag(Gaps.Provider) ? null : Selling(words: 3)).Problems.Where(p => p.Code == "cost_exceeds_limit");

        problems.ShouldBe(message is null ? [] :
            [new Problem("cost_exceeds_limit", "/video_settings/max_cost_usd", message, "Raise max_cost_usd, choose a cheaper model, or send fewer frames.")]);
    }

    [Fact]
    public void Batches_say_which_of_their_segments_lose_seconds()
    {
        JsonObject request = Of(_ => { }, scenes: 4);
        request["storyboard_frames"]![3]!["duration_seconds"] = 9;

        Refused(request, Gaps.None, Presets.Selling(Presets.Seconds(3, 4))).Warnings
            .ShouldBe([new("seconds_cut", "/storyboard_frames/3/duration_seconds", "Batch 2, SEGMENT_1 lasts 4 s; the storyboard gives it 9 s.")]);
    }

    [Fact]
    public void A_prompt_that_is_too_long_is_told_for_a_pair_only_where_it_is_known_to_be_one()
    {
        JsonObject request = RequestJson.Of((1, 1), (1, 2));
        ProviderConfig provider = Presets.Selling(Presets.Seconds(3));
        int Characters(JsonObject of) => Planner.Plan(RequestJson.Good(of), provider, ShippedCatalog.Read())
            .ShouldBeOfType<PlanResult.Planned>().Answer.Segments.Max(s => s.Prompt.Length);
        ProviderConfig brief = provider with { ModelPresets = [.. provider.ModelPresets.Select(p => p with { PromptMaxCharacters = Characters(request) - 1 })] };

        Characters(RequestJson.Of((1, 1), (2, 2))).ShouldBeLessThan(Characters(request));
        Refused(request, Gaps.Frames, brief).Problems.ShouldBeEmpty();
        Refused(request, Gaps.None, brief).Problems.ShouldHaveSingleItem().Code.ShouldBe("prompt_too_long");
    }

    [Theory]
    [InlineData(1.19, "Batch 2 alone costs $1.20, more than the $1.19 allowed.")]
    [InlineData(1.2, null)]
    public void The_dearest_batch_must_be_allowed(double limit, string? message)
    {
        JsonObject request = Of(s => s["max_cost_usd"] = limit, scenes: 6);
        foreach (int i in Enumerable.Range(0, 6))
        {
            request["storyboard_frames"]![i]!["duration_seconds"] = i < 3 ? 2 : 4;
        }

        Refusal refusal = Refused(request, Gaps.None, Presets.Selling(Presets.Seconds(2, 4)));

        refusal.Problems.Select(p => p.Message).ShouldBe(
            ["The frames make 6 segments; one request may have 3.", .. message is null ? Array.Empty<string>() : [message]], ignoreOrder: true);
        refusal.Batches!.Value.Select(b => b.EstimatedCostUsd).ShouldBe([0.6m, 1.2m]);
        refusal.EstimatedCostUsd.ShouldBe(1.8m);
    }

    [Theory]
    [InlineData(Gaps.None, "The frames make 4 segments; one request may have 3.", "Send them as 2 requests, one per entry of batches, or use the command line's --all-batches.")]
    [InlineData(Gaps.Seconds, "The frames make 4 segments; one request may have 3.", "Send at most 3 segments a request, or use the command line's --all-batches.")]
    [InlineData(Gaps.Frames, "The frames make at least 4 segments; one request may have 3.", "Send at most 3 segments a request, or use the command line's --all-batches.")]
    public void Too_many_segments_are_told_as_far_as_they_are_known(Gaps gaps, string message, string remedy) =>
        Refused(Of(_ => { }, scenes: 4), gaps, Presets.Selling(Presets.Seconds(3))).Problems
            .ShouldBe([new Problem("too_many_segments", "/generated_frames", message, remedy)]);

    [Theory]
    [InlineData(Gaps.Frames, 5.9, "Even at their shortest the segments last 6 s together; the request may last 5.9 s.")] // each may be as short as the shortest
    [InlineData(Gaps.Frames, 6, null)]
    [InlineData(Gaps.Seconds, 7.9, "Even at their shortest the segments last 8 s together; the request may last 7.9 s.")]
    [InlineData(Gaps.Seconds, 8, null)]
    public void The_shortest_they_can_last_must_fit(Gaps gaps, double runtime, string? message)
    {
        JsonObject request = Of(s => (s["max_runtime_seconds"], s["allow_text_to_video"]) = (runtime, true), scenes: 2);
        request["generated_frames"]!.AsArray().RemoveAt(1);

        Refused(request, gaps, Selling(words: 5)).Problems.Select(p => p.Message).ShouldBe(message is null ? [] : [message]);
    }

    [Fact]
    public void A_frame_that_may_get_a_partner_is_not_refused_for_having_none()
    {
        ProviderConfig provider = Presets.Selling(Presets.Seconds(3));
        provider = provider with { ModelPresets = [provider.ModelPresets[0] with { LastFrameRequired = true }] };

        Refused(Of(_ => { }, scenes: 1), Gaps.Frames, provider).Problems.ShouldBeEmpty();
        Refused(Of(_ => { }, scenes: 1), Gaps.None, provider).Problems.ShouldHaveSingleItem().Code.ShouldBe("model_unsuitable");
    }

    [Fact]
    public void A_model_that_is_not_known_to_be_wanted_is_not_judged()
    {
        JsonObject request = Of(s => s["model"] = "studio/words", scenes: 1);
        Refused(request, Gaps.Model, Presets.Selling(Presets.Seconds(3))).Problems.ShouldBeEmpty();
    }

    /// <summary>Clips of stills last 3 s and cost $0.30; those of words cost $0.20 a second.</summary>
    private static ProviderConfig Selling(decimal words)
    {
        ProviderConfig provider = Presets.Selling(Presets.Seconds(3));
        ModelPreset text = provider.ModelPresets[1] with { Duration = Presets.Seconds(words), Price = new PresetPrice { UsdPerSecond = 0.2m } };
        return provider with { ModelPresets = provider.ModelPresets.SetItem(1, text) };
    }

    private static JsonObject Of(Action<JsonObject> settings, int scenes)
    {
        JsonObject request = RequestJson.Of([.. Enumerable.Range(1, scenes).Select(scene => (scene, 1))]);
        var video = new JsonObject();
        settings(video);
        request["video_settings"] = video;
        return request;
    }

    private static Refusal Refused(JsonObject request, Gaps gaps, ProviderConfig? provider) =>
        Planner.Plan(RequestJson.Good(request) with { Gaps = gaps }, provider, ShippedCatalog.Read()).ShouldBeOfType<PlanResult.Refused>().Refusal;
}
