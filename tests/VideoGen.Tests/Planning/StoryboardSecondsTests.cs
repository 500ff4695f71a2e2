using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

/// <summary>What the storyboard wished stays visible beside what it gets, and losing much of it is a warning.</summary>
public sealed class StoryboardSecondsTests
{
    [Theory]
    [InlineData(12, 4, true)]
    [InlineData(5.4, 4, true)]
    [InlineData(5.3, 4, false)]
    [InlineData(3.5, 3.5, false)]
    [InlineData(0.5, 2, false)]
    public void Clamping_away_more_than_a_quarter_is_a_warning(double storyboard, double wanted, bool warned)
    {
        PlanAnswer plan = Plan(Of([(decimal)storyboard]));
        PlannedSegment segment = plan.Segments.ShouldHaveSingleItem();
        (segment.StoryboardSeconds, segment.WantedSeconds).ShouldBe(((decimal)storyboard, (decimal)wanted));
        plan.Warnings.Select(w => $"{w.Code} {w.Pointer}").ShouldBe(warned ? ["seconds_cut /storyboard_frames/0/duration_seconds"] : []);
    }

    [Fact]
    public void The_warning_says_what_is_shown_and_what_was_wished() =>
        Plan(Of([1m, 2m, 9m], scenes: true)).Warnings.ShouldHaveSingleItem().Message.ShouldBe("SEGMENT_3 lasts 4 s; the storyboard gives it 9 s.");

    [Fact]
    public void Scaling_and_short_models_cut_as_well()
    {
        JsonObject scaled = Of([4m, 4m, 4m], scenes: true);
        scaled["video_settings"] = new JsonObject { ["max_runtime_seconds"] = 8 };
        Plan(scaled).Warnings.Count(w => w.Code == "seconds_cut").ShouldBe(3);
        Planner.Plan(RequestJson.Good(Of([3m])), Presets.Selling(Presets.Seconds(1)), ShippedCatalog.Read()).ShouldBeOfType<PlanResult.Planned>()
            .Answer.Warnings.ShouldHaveSingleItem().Message.ShouldBe("SEGMENT_1 lasts 1 s; the storyboard gives it 3 s.");
    }

    [Fact]
    public void A_default_that_is_cut_points_to_the_setting()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["video_settings"] = new JsonObject { ["duration_per_segment"] = 10 };
        Plan(request).Warnings.ShouldHaveSingleItem().Pointer.ShouldBe("/video_settings/duration_per_segment");
    }

    [Fact]
    public void A_pair_says_the_seconds_of_both_shots()
    {
        PlanResult.Planned plan = Planner.Plan(RequestJson.Good(Of([2.5m, 1m])), Presets.Shipped("animatic"), ShippedCatalog.Read()).ShouldBeOfType<PlanResult.Planned>();
        plan.Segments.ShouldHaveSingleItem().ShotSeconds.ShouldBe([2.5m, 1m]);
        plan.Answer.Segments[0].StoryboardSeconds.ShouldBe(3.5m);
    }

    [Fact]
    public void Single_grouping_makes_a_segment_of_each_frame()
    {
        JsonObject request = Of([2m, 3m, 4m]);
        request["video_settings"] = new JsonObject { ["grouping"] = "single" };
        PlanAnswer plan = Plan(request);
        plan.Segments.Select(s => s.AssociatedFrames.ShouldHaveSingleItem()).ShouldBe(["SCENE_1_SHOT_1", "SCENE_1_SHOT_2", "SCENE_1_SHOT_3"]);
        plan.Segments.Select(s => s.WantedSeconds).ShouldBe([2m, 3m, 4m]);
        plan.Segments[1].Decisions[0].ShouldBe("Scene 1: shot 2 is a segment of its own (single grouping).");
    }

    private static JsonObject Of(decimal[] seconds, bool scenes = false)
    {
        (int Scene, int Shot)[] places = [.. seconds.Select((_, i) => scenes ? (i + 1, 1) : (1, i + 1))];
        JsonObject request = RequestJson.Of(places);
        request["storyboard_frames"] = new JsonArray([.. places.Select((p, i) => (JsonNode)RequestJson.Entry(p.Scene, p.Shot, seconds[i]))]);
        return request;
    }

    private static PlanAnswer Plan(JsonObject request) =>
        Planner.Plan(RequestJson.Good(request), Presets.Shipped("animatic"), ShippedCatalog.Read()).ShouldBeOfType<PlanResult.Planned>().Answer;
}
