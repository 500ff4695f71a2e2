using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Tests;

/// <summary>Plans by their hash, takes, choices, and segments that are made again.</summary>
public sealed class TakeVerbTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Generate_orders_a_plan_by_its_hash_alone()
    {
        (await _run.RunAsync("generate", "--plan-hash", "5f2c9a71", "--wait", "5", "--json")).ShouldBe(0);

        _run.Agent.Synthesized.ShouldHaveSingleItem()!.ToJsonString().ShouldBe("""{"wait_seconds":5,"plan_hash":"5f2c9a71"}""");
    }

    [Fact]
    public async Task Generate_approves_the_request_of_a_file_with_a_key()
    {
        (await _run.RunAsync("generate", _run.PathOf("request.json"), "--plan-hash", "5f2c9a71", "--request-key", "mine", "--json")).ShouldBe(0);

        JsonNode sent = _run.Agent.Synthesized.ShouldHaveSingleItem()!;
        (sent["generated_frames"]!.AsArray().Count, (string?)sent["plan_hash"], (string?)sent["request_key"]).ShouldBe((3, "5f2c9a71", "mine"));
    }

    [Theory]
    [InlineData("generate")]
    [InlineData("generate", "--plan-hash", "x", "--all-batches")]
    [InlineData("generate", "--plan-hash", "x", "--provider", "animatic")]
    [InlineData("choose", "req_1")]
    [InlineData("again", "req_1", "SEGMENT_1")]
    [InlineData("again", "req_1", "SEGMENT_1", "--reason", "boredom")]
    public async Task What_is_missing_or_does_not_go_together_is_refused(params string[] arguments) => (await _run.RunAsync(arguments)).ShouldBe(2);

    [Fact]
    public async Task A_plan_says_how_it_is_ordered()
    {
        _run.Agent.OnPlan = _ => new Answer<PlanAnswer>.Given(Example.Plan() with { RequestKey = "plan_1" });

        (await _run.RunAsync("plan", _run.PathOf("request.json"))).ShouldBe(0);

        _run.Error.ShouldContain("videogen generate --plan-hash 5f2c9a71");
    }

    [Fact]
    public async Task Takes_are_listed_with_the_one_that_counts()
    {
        _run.Agent.OnGet = _ => new Answer<SynthesisAnswer>.Given(WithTakes());

        (await _run.RunAsync("takes", "req_1")).ShouldBe(0);

        string chosen = _run.Output.Split('\n').Single(line => line.StartsWith('●'));
        chosen.ShouldContain("take 2");
        chosen.ShouldContain("chosen by Ann on 2026-03-01 12:00 UTC");
        _run.Output.ShouldContain("req_other SEGMENT_1");
    }

    [Fact]
    public async Task A_choice_names_the_person()
    {
        TakeCall? asked = null;
        _run.Agent.OnChoose = call =>
        {
            asked = call;
            return new Answer<SynthesisAnswer>.Given(WithTakes());
        };

        (await _run.RunAsync("choose", "req_1", "SEGMENT_1", "--take", "2", "--by", "Ann", "--json")).ShouldBe(0);

        (asked!.RequestId, asked.SegmentId, asked.Take, asked.By).ShouldBe(("req_1", "SEGMENT_1", 2, "Ann"));
        JsonNode segment = JsonNode.Parse(_run.Output)!["segments"]![0]!;
        segment["takes"]!.AsArray().Select(t => ((int)t!["take"]!, (bool)t["chosen"]!)).ShouldBe([(1, false), (2, true)]);
    }

    [Fact]
    public async Task Again_is_a_plan_and_orders_nothing()
    {
        JsonNode? asked = null;
        _run.Agent.OnPlan = request =>
        {
            asked = request;
            return new Answer<PlanAnswer>.Given(Example.Plan() with { RequestKey = "plan_1" });
        };

        (await _run.RunAsync("again", "req_1", "SEGMENT_2", "--reason", "other_model", "--model", "a/b", "--variants", "2", "--max-cost", "1.5")).ShouldBe(0);

        asked!.ToJsonString().ShouldBe(
            """{"again":{"request_id":"req_1","segment_id":"SEGMENT_2","reason":"other_model","variants":2},"video_settings":{"model":"a/b","max_cost_usd":1.5}}""");
        _run.Agent.Synthesized.ShouldBeEmpty();
        _run.Error.ShouldContain("videogen generate --plan-hash 5f2c9a71");
    }

    private static SynthesisAnswer WithTakes()
    {
        SynthesisAnswer answer = Example.Answer();
        VideoSegment segment = answer.VideoSegments[0];
        var other = new OtherTake
        {
            Take = 2,
            Chosen = true,
            ChosenBy = "Ann",
            ChosenAt = Testing.Samples.Start,
            RequestId = "req_other",
            SegmentId = "SEGMENT_1",
            JobId = "job_other",
            VideoUrl = "file:///media/take2.mp4",
            DurationSeconds = 4,
            Fps = 24,
            Provider = "animatic",
            Model = "animatic/clip",
            CostUsd = 0,
        };
        return answer with { VideoSegments = [segment with { Take = 1, Chosen = false, OtherTakes = [other] }] };
    }
}
