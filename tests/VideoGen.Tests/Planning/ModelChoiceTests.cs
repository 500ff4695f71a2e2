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
    public void Model_ForWordsAlone_IsTheCallersTextModel() =>
        Models(Plan("fal-ai/veo3.1", withStill: false)).ShouldBe(["fal-ai/veo3.1"]);

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
        refusal.Problems[1].ShouldSatisfyAllConditions(
            p => p.Message.ShouldBe("The shortest clip of fal-ai/veo3.1/fast/image-to-video lasts 4 s; the request may last 3.5 s."),
            p => p.Remedy.ShouldStartWith("Raise max_runtime_seconds to 4 or more, or use a model that fits: "));
    }

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
