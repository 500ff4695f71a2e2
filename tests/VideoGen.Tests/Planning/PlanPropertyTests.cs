using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

/// <summary>What holds for every plan, over generated storyboards, models and runtimes.</summary>
public sealed class PlanPropertyTests
{
    [Fact]
    public void Every_plan_keeps_the_rules() => Check(10, c =>
    {
        Storyboard storyboard = RequestJson.Good(c.Request);
        if (Plan(c, storyboard) is not PlanResult.Planned { Answer: var answer, Segments: var segments })
        {
            return;
        }

        answer.Segments.Select(s => s.SegmentId).ShouldBe(Enumerable.Range(1, answer.Segments.Length).Select(i => $"SEGMENT_{i}"));
        segments.SelectMany(s => s.Frames.Select(f => f.Id)).ShouldBe(storyboard.Frames.Select(f => f.Id), "every frame once, in order");
        answer.Frames.Select(f => f.FrameId).Order().ShouldBe(Ids(c.Request).Order(), "every input frame is accounted for");
        segments.ShouldAllBe(s => s.Frames.Length <= 2 && s.Frames.All(f => f.Scene == s.Frames[0].Scene));
        answer.Segments.Length.ShouldBeInRange(1, 3);
        answer.Segments.ShouldAllBe(s => s.WantedSeconds >= 2 && s.WantedSeconds <= 4);
        answer.Segments.Sum(s => s.WantedSeconds).ShouldBeLessThanOrEqualTo(storyboard.Settings.MaxRuntimeSeconds);
        answer.TotalSeconds.ShouldBe(answer.Segments.Sum(s => s.SlotSeconds));
        answer.TotalSeconds.ShouldBeLessThanOrEqualTo(storyboard.Settings.MaxRuntimeSeconds);
        segments.ShouldAllBe(s => PresetSlots.Of(s.Preset.Duration).Contains(s.Planned.SlotSeconds));
        segments.ShouldAllBe(s => s.Planned.SlotSeconds >= 2 || PresetSlots.Of(s.Preset.Duration).Max() < 2);
        answer.EstimatedCostUsd.ShouldBe(segments.Sum(s => s.Preset.Price.Of(s.Planned.SlotSeconds)));
        answer.Batches.ShouldHaveSingleItem().FrameIds.ShouldBe(storyboard.Frames.Select(f => f.Id));
    });

    [Fact]
    public void Batches_cover_every_frame_and_fit_when_they_are_sent() => Check(24, c =>
    {
        Storyboard storyboard = RequestJson.Good(c.Request);
        if (Plan(c, storyboard) is not PlanResult.Refused { Refusal: { Batches: { } batches } refusal })
        {
            return;
        }

        refusal.Problems.ShouldHaveSingleItem().Code.ShouldBeOneOf("too_many_segments", "runtime_exceeds_limit");
        batches.SelectMany(b => b.FrameIds).ShouldBe(storyboard.Frames.Select(f => f.Id));
        batches.Select(b => b.Number).ShouldBe(Enumerable.Range(1, batches.Length));
        foreach (BatchPlan batch in batches)
        {
            PlanAnswer sent = Plan(c, RequestJson.Good(Only(c.Request, batch))).ShouldBeOfType<PlanResult.Planned>().Answer;
            sent.Segments.SelectMany(s => s.AssociatedFrames).ShouldBe(batch.FrameIds);
            (batch.PlanHash, batch.EstimatedCostUsd, batch.TotalSeconds).ShouldBe((sent.PlanHash, sent.EstimatedCostUsd, sent.TotalSeconds), "a batch is planned as it is when it is sent");
            batch.Segments.Select(Written).ShouldBe(sent.Segments.Select(Written));
        }

        refusal.EstimatedCostUsd.ShouldBe(batches.Sum(b => b.EstimatedCostUsd));
    });

    [Fact]
    public void Refusals_say_why_and_what_to_do() => Check(24, c =>
    {
        if (Plan(c, RequestJson.Good(c.Request)) is PlanResult.Refused refused)
        {
            refused.Refusal.Problems.ShouldNotBeEmpty();
            refused.Refusal.Problems.ShouldAllBe(p => p.Message.EndsWith('.') && p.Remedy.EndsWith('.') && p.Pointer.StartsWith('/'));
        }
    });

    [Fact]
    public void Order_of_the_input_does_not_matter() => Check(8, c =>
    {
        var shuffled = (JsonObject)c.Request.DeepClone();
        foreach (string list in (string[])["generated_frames", "storyboard_frames"])
        {
            shuffled[list] = new JsonArray([.. c.Request[list]!.AsArray().Reverse().Select(f => f!.DeepClone())]);
        }

        Comparable(Plan(c, RequestJson.Good(shuffled))).ShouldBe(Comparable(Plan(c, RequestJson.Good(c.Request))));
    });

    [Fact]
    public void Ten_thousand_frames_become_batches()
    {
        JsonObject request = RequestJson.Of([.. Enumerable.Range(0, 10_000).Select(i => (i / 7, i % 7))]);
        var refused = Planner.Plan(RequestJson.Good(request), Presets.Shipped(), ShippedCatalog.Read()).ShouldBeOfType<PlanResult.Refused>().Refusal;
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe("too_many_segments");
        refused.Batches!.Value.SelectMany(b => b.FrameIds).ShouldBe(Ids(request));
    }

    private static void Check(int mostFrames, Action<StoryboardCase> property) =>
        Prop.ForAll(StoryboardCase.Any(mostFrames), property).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static PlanResult Plan(StoryboardCase c, Storyboard storyboard) => Planner.Plan(storyboard, c.Provider, ShippedCatalog.Read());

    private static string[] Ids(JsonObject request) => [.. request["storyboard_frames"]!.AsArray().Select(f => (string)f!["frame_id"]!)];

    private static JsonObject Only(JsonObject request, Batch batch)
    {
        var part = (JsonObject)request.DeepClone();
        foreach (string list in (string[])["generated_frames", "storyboard_frames"])
        {
            part[list] = new JsonArray([.. request[list]!.AsArray().Where(f => batch.FrameIds.Contains((string)f!["frame_id"]!)).Select(f => f!.DeepClone())]);
        }

        return part;
    }

    // Decisions name the shot that could have been a partner, and that one may be in the next batch.
    private static string Written(PlannedSegment segment) => JsonSerializer.Serialize(segment with { Decisions = [] }, WireJson.Default.PlannedSegment);

    // Pointers of warnings tell where in the list a frame stood.
    private static string Comparable(PlanResult result) => result switch
    {
        PlanResult.Planned planned => JsonSerializer.Serialize(planned.Answer with { Warnings = [] }, WireJson.Default.PlanAnswer),
        PlanResult.Refused refused => JsonSerializer.Serialize(refused.Refusal with { Warnings = [] }, WireJson.Default.Refusal),
        _ => throw new System.Diagnostics.UnreachableException("There is no third."),
    };
}
