using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

/// <summary>Plans at the edge of what fits, and the words of those that do not.</summary>
public sealed class PlannerTests
{
    [Fact]
    public void A_plan_may_cost_exactly_what_is_allowed() =>
        Plan(Of(s => s["max_cost_usd"] = 0.3, (1, 1)), Presets.Selling(Presets.Seconds(3))).ShouldBeOfType<PlanResult.Planned>().Answer.EstimatedCostUsd.ShouldBe(0.3m);

    [Fact]
    public void The_shortest_clip_may_last_exactly_the_runtime() =>
        Plan(Of(s => s["max_runtime_seconds"] = 4, (1, 1)), Presets.Selling(Presets.Seconds(4))).ShouldBeOfType<PlanResult.Planned>().Answer.TotalSeconds.ShouldBe(4);

    [Fact]
    public void The_shortest_clips_together_may_last_exactly_the_runtime() =>
        Plan(Of(s => s["max_runtime_seconds"] = 8, (1, 1), (2, 1)), Presets.Selling(Presets.Seconds(4))).ShouldBeOfType<PlanResult.Planned>().Answer.TotalSeconds.ShouldBe(8);

    [Fact]
    public void A_model_that_sells_less_than_a_segment_makes_three_of_two_seconds()
    {
        // Three times 1 s would fit into 5 s; a segment counts 2 s all the same.
        Refusal refusal = Refused(Plan(Of(s => s["max_runtime_seconds"] = 5, (1, 1), (2, 1), (3, 1)), Presets.Selling(Presets.Seconds(1))));
        refusal.Problems.ShouldHaveSingleItem().Message.ShouldBe("Even at their shortest the segments last 6 s together; the request may last 5 s.");
        refusal.Batches!.Value.Select(b => b.FrameIds.Length).ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData(8, 7.5, "The shortest clip of studio/one lasts 8 s; the request may last 7.5 s.", "Raise max_runtime_seconds to 8 or more, or use a model that fits: studio/short.")]
    [InlineData(12, 4, "The shortest clip of studio/one lasts 12 s; the request may last 4 s.", "Raise max_runtime_seconds to 12 or more, or use a model that fits: studio/short.")]
    [InlineData(13, 5, "The shortest clip of studio/one lasts 13 s; the request may last 5 s.", "Use a model that fits: studio/short.")]
    [InlineData(13, 3, "The shortest clip of studio/one lasts 13 s; the request may last 3 s.", "Use another provider.")]
    [InlineData(13, 3.5, "The shortest clip of studio/one lasts 13 s; the request may last 3.5 s.", "Use a model that fits: studio/short.")]
    public void A_clip_longer_than_the_runtime_is_refused_with_every_way_out(int seconds, double runtime, string message, string remedy)
    {
        ProviderConfig provider = Presets.Selling(Presets.Seconds(seconds));
        ModelPreset one = provider.ModelPresets[0];
        provider = provider with
        {
            ModelPresets =
            [
                .. provider.ModelPresets,
                one with { Model = "studio/short", Duration = Presets.Seconds(3.5m) },
                one with { Model = "studio/old", Duration = Presets.Seconds(2), Retired = new("2025", "studio/short") },
                one with { Model = "studio/pairs", Duration = Presets.Seconds(2), LastFrameRequired = true },
            ],
        };

        Problem problem = Refused(Plan(Of(s => s["max_runtime_seconds"] = runtime, (1, 1)), provider)).Problems.ShouldHaveSingleItem();

        problem.ShouldBe(new Problem("runtime_exceeds_limit", "/video_settings/max_runtime_seconds", message, remedy));
    }

    [Fact]
    public void The_longest_of_the_shortest_clips_is_named()
    {
        ProviderConfig provider = Presets.Selling(Presets.Seconds(8));
        provider = provider with { ModelPresets = provider.ModelPresets.SetItem(1, provider.ModelPresets[1] with { Duration = Presets.Seconds(10) }) };
        JsonObject request = Of(s => (s["max_runtime_seconds"], s["allow_text_to_video"]) = (5, true), (1, 1), (2, 1));
        request["generated_frames"]!.AsArray().RemoveAt(1);

        Refused(Plan(request, provider)).Problems.ShouldHaveSingleItem().Message.ShouldBe("The shortest clip of studio/words lasts 10 s; the request may last 5 s.");
    }

    [Fact]
    public void A_model_is_offered_for_all_segments_or_not_at_all()
    {
        ProviderConfig provider = Presets.Selling(Presets.Seconds(4));
        provider = provider with { ModelPresets = provider.ModelPresets.Add(provider.ModelPresets[0] with { Model = "studio/short", Duration = Presets.Seconds(3.5m) }) };

        Refused(Plan(Of(s => s["max_runtime_seconds"] = 7, (1, 1), (2, 1)), provider)).Problems[0].Remedy.ShouldBe(
            "Send the frames in several requests, one per entry of batches, or raise max_runtime_seconds to 8 or more, or use a model that fits: studio/short.");
        Refused(Plan(Of(s => s["max_runtime_seconds"] = 6.9, (1, 1), (2, 1)), provider)).Problems[0].Remedy.ShouldBe(
            "Send the frames in several requests, one per entry of batches, or raise max_runtime_seconds to 8 or more.");
    }

    [Theory]
    [InlineData("fixed", 2.0, 2.5, 1)]
    [InlineData("adaptive", 2.0, 2.0, 1)] // exactly what a segment may last
    [InlineData("adaptive", 2.0, 2.1, 2)]
    [InlineData("adaptive", null, 2.5, 1)] // half of the default for a segment
    [InlineData("adaptive", 2.5, null, 1)]
    [InlineData("adaptive", 2.6, null, 2)]
    public void Adaptive_grouping_parts_what_is_too_long_together(string grouping, double? first, double? second, int segments)
    {
        JsonObject request = Of(s => s["grouping"] = grouping, (1, 1), (1, 2));
        request["storyboard_frames"]![0]!["duration_seconds"] = first;
        request["storyboard_frames"]![1]!["duration_seconds"] = second;

        Plan(request, Presets.Shipped("animatic")).ShouldBeOfType<PlanResult.Planned>().Answer.Segments.Length.ShouldBe(segments);
    }

    [Fact]
    public void Frames_without_a_still_stand_alone_and_the_plan_says_why()
    {
        JsonObject request = Of(s => s["allow_text_to_video"] = true, (1, 1), (1, 2), (1, 3));
        request["generated_frames"]!.AsArray().RemoveAt(0);

        PlanAnswer answer = Plan(request, Presets.Selling(Presets.Seconds(3))).ShouldBeOfType<PlanResult.Planned>().Answer;

        answer.Segments.Select(s => s.AssociatedFrames.Length).ShouldBe([1, 2]);
        answer.Segments[0].Decisions.ShouldBe(["Scene 1: shot 1 has no still, so it is a segment of its own.", "Wants 3 s, the default.", "Orders 3 s, exactly what is wanted."]);
        answer.Segments[1].Decisions.ShouldBe(
        [
            "Scene 1: shots 2 and 3 together make one segment.", "Wants 3 s: 1.5 s for shot 2 by default and 1.5 s for shot 3 by default.", "Orders 3 s, exactly what is wanted.",
        ]);
    }

    [Fact]
    public void One_prompt_that_cannot_be_written_refuses_the_plan()
    {
        JsonObject request = Of(_ => { }, (1, 1), (2, 1));
        request["storyboard_frames"]![1]!["description"] = new string('x', 900);
        ProviderConfig provider = Presets.Selling(Presets.Seconds(3));
        provider = provider with { ModelPresets = [.. provider.ModelPresets.Select(p => p with { PromptMaxCharacters = 900 })] };

        Problem problem = Refused(Plan(request, provider)).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Pointer).ShouldBe(("prompt_too_long", "/storyboard_frames/1"));
    }

    [Fact]
    public void What_is_remarked_about_a_template_is_said_once_for_the_plan()
    {
        var template = new PromptTemplate("t1", "odd", 1, "{{description}} Camera: {{camera_notes}}", null, Samples.Start);
        PlanResult result = Planner.Plan(
            RequestJson.Good(Of(_ => { }, (1, 1), (2, 1))), Presets.Selling(Presets.Seconds(3)), new CatalogSnapshot([], [template]));

        result.ShouldBeOfType<PlanResult.Planned>().Answer.Warnings.ShouldHaveSingleItem().Code.ShouldBe("template_label_stays");
    }

    [Fact]
    public void Without_a_frame_there_is_no_plan()
    {
        Storyboard none = RequestJson.Good(Of(_ => { }, (1, 1))) with { Frames = [] };
        Refused(Planner.Plan(none, Presets.Selling(Presets.Seconds(3)), ShippedCatalog.Read())).Batches.ShouldBeNull();
    }

    [Fact]
    public void One_frame_makes_one_segment() =>
        Plan(Of(_ => { }, (1, 1)), Presets.Selling(Presets.Seconds(3))).ShouldBeOfType<PlanResult.Planned>().Answer.Decisions
            .ShouldBe(["1 frame of 1 scene, sorted by scene and shot, makes 1 segment."]);

    private static JsonObject Of(Action<JsonObject> settings, params (int Scene, int Shot)[] places)
    {
        JsonObject request = RequestJson.Of(places);
        var video = new JsonObject();
        settings(video);
        request["video_settings"] = video;
        return request;
    }

    private static PlanResult Plan(JsonObject request, ProviderConfig provider) => Planner.Plan(RequestJson.Good(request), provider, ShippedCatalog.Read());

    private static Refusal Refused(PlanResult result) => result.ShouldBeOfType<PlanResult.Refused>().Refusal;
}
