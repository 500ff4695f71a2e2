using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

/// <summary>No model the caller names is without effect.</summary>
public sealed class ModelChoiceTests
{
    [Fact]
    public void Model_ForWordsAlone_IsTheCallersTextModel()
    {
        PlanResult result = Plan("fal-ai/veo3.1", withStill: false);
        Models(result).ShouldBe(["fal-ai/veo3.1"]);
        ((PlanResult.Planned)result).Segments[0].SentFrames.ShouldBeEmpty();
    }

    [Fact]
    public void Model_ThatNeedsAStill_LeavesWordsToTheTextModel() =>
        Models(Plan("fal-ai/veo3.1/image-to-video", withStill: false)).ShouldBe(["fal-ai/veo3.1/fast"]);

    [Theory]
    [InlineData("no/such-model", true, "model_unknown")]
    [InlineData("no/such-model", false, "model_unknown")]
    [InlineData("fal-ai/veo3.1", true, "model_unsuitable")]
    [InlineData("fal-ai/veo3.1/first-last-frame-to-video", true, "model_unsuitable")]
    public void Model_ThatCannotDoIt_IsRefusedWithTheOnesThatCan(string model, bool withStill, string code)
    {
        Problem problem = Plan(model, withStill).ShouldBeOfType<PlanResult.Refused>().Refusal.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Pointer).ShouldBe((code, "/video_settings/model"));
        problem.Remedy.ShouldContain("fal-ai/");
    }

    [Fact]
    public void Model_Retired_IsUsedWithAWarningThatNamesTheSuccessor()
    {
        PlanResult result = Plan(" fal-ai/veo3/fast/image-to-video ", withStill: true);
        Models(result).ShouldBe(["fal-ai/veo3/fast/image-to-video"]);
        ((PlanResult.Planned)result).Answer.Warnings.Single(w => w.Code == "model_retired").Message.ShouldContain("fal-ai/veo3.1/fast/image-to-video");
    }

    [Fact]
    public void Cost_AboveTheLimit_IsRefused()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["video_settings"] = new JsonObject { ["max_cost_usd"] = 0.39 };
        Plan(request).ShouldBeOfType<PlanResult.Refused>().Refusal.Problems.ShouldHaveSingleItem().Message.ShouldBe("The plan costs $0.40, more than the $0.39 allowed.");
    }

    [Fact]
    public void Runtime_ThatNoModelOfTheSegmentFits_OffersNoBatches()
    {
        JsonObject request = RequestJson.Of([.. Enumerable.Range(1, 9).Select(i => (i, 1))]);
        request["video_settings"] = new JsonObject { ["max_runtime_seconds"] = 3.5 };
        Refusal refusal = Plan(request).ShouldBeOfType<PlanResult.Refused>().Refusal;
        refusal.Batches.ShouldBeNull();
        refusal.Problems.Select(p => p.Code).ShouldBe(["too_many_segments", "runtime_exceeds_limit"]);
        refusal.Problems[0].Remedy.ShouldBe("Send at most 3 segments a request, or use the command line's --all-batches.");
        refusal.Problems[1].ShouldSatisfyAllConditions(
            p => p.Message.ShouldBe("The shortest clip of fal-ai/veo3.1/fast/image-to-video lasts 4 s; the request may last 3.5 s."),
            p => p.Remedy.ShouldStartWith("Raise max_runtime_seconds to 4 or more, or use a model that fits: "));
    }

    [Fact]
    public void Model_WordsWithoutATextModel_NamesTheWayOut()
    {
        JsonObject request = RequestJson.Of((1, 1), (1, 2));
        request["video_settings"] = new JsonObject { ["allow_text_to_video"] = true };
        foreach (int _ in Enumerable.Range(0, 2)) // beside a segment that has a model, then alone
        {
            request["generated_frames"]!.AsArray().RemoveAt(0);

            Problems(request, Presets.Selling(Presets.Seconds(3)) with { DefaultTextModel = null }).ShouldBe(
            [
                new("model_unsuitable", "/video_settings/allow_text_to_video", "studio has no text-to-video model.", "Send a still for every frame, or use another provider."),
            ]);
        }
    }

    [Fact]
    public void Model_Unknown_IsReportedOnceWithThoseKnown() =>
        Problems(Naming("no/such-model", (1, 1), (2, 1)), Presets.Selling(Presets.Seconds(3))).ShouldBe(
        [
            new("model_unknown", "/video_settings/model", "studio has no preset for 'no/such-model'.", "Use one of: studio/one, studio/words."),
        ]);

    [Fact]
    public void Model_Unsuitable_NamesTheModelsThatAreNotRetired()
    {
        ProviderConfig provider = Presets.Selling(Presets.Seconds(3));
        ModelPreset one = provider.ModelPresets[0];
        provider = provider with { ModelPresets = [.. provider.ModelPresets, one with { Model = "studio/old", Retired = new("2025", "studio/one") }, one with { Model = "studio/two" }] };

        Problems(Naming("studio/words", (1, 1), (2, 1), (2, 2)), provider).ShouldBe(
        [
            new("model_unsuitable", "/video_settings/model", "studio/words cannot make a clip from one still.", "Models that can: studio/one, studio/two."),
            new("model_unsuitable", "/video_settings/model", "studio/words cannot make a clip from two stills.", "Models that can: studio/one, studio/two."),
        ]);
        Problems(Naming("studio/words", (1, 1)), provider with { ModelPresets = [provider.ModelPresets[1]] }).ShouldHaveSingleItem()
            .Remedy.ShouldBe("Leave the model out, or use another provider.");
    }

    [Fact]
    public void Model_UnsuitableForWords_SaysSo()
    {
        ProviderConfig provider = Presets.Selling(Presets.Seconds(3)) with { DefaultTextModel = "studio/one" };
        JsonObject request = Naming("studio/one", (1, 1));
        request["video_settings"]!["allow_text_to_video"] = true;
        request["generated_frames"]!.AsArray().Clear();

        Problems(request, provider).ShouldHaveSingleItem().Message.ShouldBe("studio/one cannot make a clip from words alone.");
    }

    [Fact]
    public void Model_WithAPairForOneStill_WarnsOnce()
    {
        ProviderConfig provider = Presets.Selling(Presets.Seconds(3));
        provider = provider with { ModelPresets = [provider.ModelPresets[0] with { LastFrameField = null, Output = new PresetOutput(1920, 1080, 23.976m) }] };

        var planned = Planner.Plan(RequestJson.Good(RequestJson.Of((1, 1), (1, 2), (2, 1), (2, 2))), provider, ShippedCatalog.Read()).ShouldBeOfType<PlanResult.Planned>();

        planned.Answer.Warnings.ShouldBe(
        [
            new("last_frame_not_sent", "/video_settings/model", "studio/one takes one still, so the second frame of a pair speaks through the prompt only."),
            new("output_differs", "/video_settings/model", "studio/one delivers 1920x1080 at 23.976 fps; the editor wants 1280x720 at 24."),
        ]);
        planned.Segments.Select(s => string.Join(' ', s.SentFrames.Select(f => f.Id))).ShouldBe(["SCENE_1_SHOT_1", "SCENE_2_SHOT_1"]);
    }

    [Fact]
    public void Model_AsTheEditorWants_GivesNoWarning()
    {
        PlanResult result = Planner.Plan(RequestJson.Good(RequestJson.Of((1, 1), (1, 2), (2, 1))), Presets.Selling(Presets.Seconds(3)), ShippedCatalog.Read());
        var planned = result.ShouldBeOfType<PlanResult.Planned>();
        planned.Answer.Warnings.ShouldBeEmpty();
        planned.Segments.Select(s => string.Join(' ', s.SentFrames.Select(f => f.Id))).ShouldBe(["SCENE_1_SHOT_1 SCENE_1_SHOT_2", "SCENE_2_SHOT_1"]);
    }

    private static JsonObject Naming(string model, params (int Scene, int Shot)[] places)
    {
        JsonObject request = RequestJson.Of(places);
        request["video_settings"] = new JsonObject { ["model"] = model };
        return request;
    }

    private static ImmutableArray<Problem> Problems(JsonObject request, ProviderConfig provider) =>
        Planner.Plan(RequestJson.Good(request), provider, ShippedCatalog.Read()).ShouldBeOfType<PlanResult.Refused>().Refusal.Problems;

    private static PlanResult Plan(string model, bool withStill)
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["video_settings"] = new JsonObject { ["model"] = model, ["allow_text_to_video"] = true };
        if (!withStill)
        {
            request["generated_frames"]!.AsArray().Clear();
        }

        return Plan(request);
    }

    private static PlanResult Plan(JsonObject request) => Planner.Plan(RequestJson.Good(request), Presets.Shipped(), ShippedCatalog.Read());

    private static IEnumerable<string> Models(PlanResult result) => result.ShouldBeOfType<PlanResult.Planned>().Answer.Segments.Select(s => s.Model);
}
