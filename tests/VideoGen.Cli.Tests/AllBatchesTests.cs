using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Tests;

public sealed class AllBatchesTests : IDisposable
{
    private readonly CliRun _run = new();

    public AllBatchesTests()
    {
        Refusal tooMany = Example.Refusal("too_many_segments") with
        {
            Batches = [Example.Batch(1, "SCENE_1_SHOT_1", "SCENE_1_SHOT_2"), Example.Batch(2, "é")],
        };
        File.WriteAllText(_run.PathOf("request.json"), """
            {
              "generated_frames": [
                { "frame_id": "SCENE_1_SHOT_1", "image_url": "a.png" }, { "frame_id": " é\u0000 ", "image_url": "c.png" }, { "frame_id": "SCENE_1_SHOT_2", "image_url": "b.png" }
              ],
              "storyboard_frames": [
                { "frame_id": "SCENE_1_SHOT_1", "description": "1" }, { "frame_id": "SCENE_1_SHOT_2", "description": "2" },
                { "frame_id": "é", "description": "3" }, { "frame_id": "LEFT_OUT", "description": "no still" }
              ],
              "request_key": "night", "unknown": true, "video_settings": { "max_cost_usd": 1.0 }
            }
            """);
        _run.Agent.OnPlan = request => request!["generated_frames"]!.AsArray().Count == 3
            ? new Answer<PlanAnswer>.Refused(tooMany)
            : new Answer<PlanAnswer>.Given(Example.Plan() with { EstimatedCostUsd = 0.4m });
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Both_lists_are_cut_and_everything_else_is_kept()
    {
        (await _run.RunAsync("generate", "request.json", "--all-batches", "--json")).ShouldBe(0, _run.Output);

        _run.Agent.Synthesized.Count.ShouldBe(2);
        Ids(0, "generated_frames").ShouldBe(["SCENE_1_SHOT_1", "SCENE_1_SHOT_2"]);
        Ids(0, "storyboard_frames").ShouldBe(["SCENE_1_SHOT_1", "SCENE_1_SHOT_2", "LEFT_OUT"]);
        Ids(1, "storyboard_frames").ShouldBe(["é"]);
        Ids(1, "generated_frames").Length.ShouldBe(1);
        _run.Agent.Synthesized[1]!["request_key"]!.GetValue<string>().ShouldBe("night-batch-2");
        _run.Agent.Synthesized[1]!["unknown"]!.GetValue<bool>().ShouldBeTrue();
        JsonArray batches = JsonNode.Parse(_run.Output)!["batches"]!.AsArray();
        batches.Select(b => b!["number"]!.GetValue<int>()).ShouldBe([1, 2]);
        batches[0]!["answer"]!["request_id"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Plan_shows_every_request_with_its_prompts_and_one_total_price()
    {
        _run.Agent.OnPlan = Priced(0.45m);

        (await _run.RunAsync("plan", "request.json", "--all-batches")).ShouldBe(0, _run.Error);
        string text = _run.Output;
        _run.Agent.Synthesized.ShouldBeEmpty();
        text.ShouldContain("Batch 1 of 2");
        text.ShouldContain("Batch 2 of 2");
        text.Split("A lighthouse at dusk. Camera: slow push-in.").Length.ShouldBe(3);
        text.ShouldContain("13 s, $0.90");

        (await _run.RunAsync("plan", "request.json", "--all-batches", "--json")).ShouldBe(0, _run.Error);
        JsonNode plan = JsonNode.Parse(_run.Output[text.Length..])!;
        plan["estimated_cost_usd"]!.GetValue<decimal>().ShouldBe(0.9m);
        plan["batches"]!.AsArray().Select(b => b!["plan"]!["segments"]![0]!["prompt"]!.GetValue<string>()).ShouldAllBe(p => p.Length > 0);
    }

    [Fact]
    public async Task A_failed_batch_does_not_stop_the_next_and_the_worst_code_counts()
    {
        int calls = 0;
        _run.Agent.OnSynthesize = (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(
            ++calls == 1 ? Example.Answer(Example.Failed(FailureError.ProviderError)) : Example.Answer(Example.Failed(FailureError.ProviderPending))));

        (await _run.RunAsync("generate", "request.json", "--all-batches")).ShouldBe(3);

        calls.ShouldBe(2);
        _run.Output.ShouldContain("Batch 2 of 2");
    }

    [Fact]
    public async Task The_price_of_all_batches_together_is_held_against_the_limit_before_anything_is_spent()
    {
        _run.Agent.OnPlan = Priced(0.6m);

        (await _run.RunAsync("generate", "request.json", "--all-batches")).ShouldBe(2);

        _run.Agent.Synthesized.ShouldBeEmpty();
        _run.Error.ShouldContain("cost_exceeds_limit");
        _run.Error.ShouldContain("$1.20");
    }

    [Fact]
    public async Task A_batch_that_cannot_be_served_stops_the_run_before_it_begins()
    {
        Func<JsonNode?, Answer<PlanAnswer>> before = _run.Agent.OnPlan;
        _run.Agent.OnPlan = request => Ids(request, "storyboard_frames").Contains("é") && request!["generated_frames"]!.AsArray().Count == 1
            ? new Answer<PlanAnswer>.Refused(Example.Refusal("prompt_too_long"))
            : before(request);

        (await _run.RunAsync("generate", "request.json", "--all-batches")).ShouldBe(2);

        _run.Agent.Synthesized.ShouldBeEmpty();
        _run.Error.ShouldContain("Batch 2: There is no frame.");
    }

    [Theory]
    [InlineData()]
    [InlineData("--json")]
    public async Task A_batch_that_is_refused_after_another_ran_ends_the_run_and_says_what_ran(params string[] json)
    {
        Refusal refusal = Example.Refusal("too_many_segments") with
        {
            Batches = [Example.Batch(1, "SCENE_1_SHOT_1"), Example.Batch(2, "SCENE_1_SHOT_2"), Example.Batch(3, "é")],
        };
        Func<JsonNode?, Answer<PlanAnswer>> before = _run.Agent.OnPlan;
        _run.Agent.OnPlan = request => request!["generated_frames"]!.AsArray().Count == 3 ? new Answer<PlanAnswer>.Refused(refusal) : Cheap(before(request));
        _run.Agent.OnSynthesize = (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(_run.Agent.Synthesized.Count == 1
            ? new Answer<SynthesisAnswer>.Given(Example.Answer())
            : new Answer<SynthesisAnswer>.Refused(Example.Refusal("cap_reached")));

        (await _run.RunAsync(["generate", "request.json", "--all-batches", .. json])).ShouldBe(3);

        _run.Agent.Synthesized.Count.ShouldBe(2);
        _run.Error.ShouldContain("Batch 2 was refused and ended the run (cap_reached)");
        _run.Error.ShouldContain($"Ran before it: batch 1 ({Example.Answer().RequestId}).");
        _run.Error.ShouldContain("Not begun: batch 3.");
    }

    [Fact]
    public async Task What_is_refused_before_anything_ran_is_bad_input_and_leaves_the_rest_unbegun()
    {
        _run.Agent.OnSynthesize = (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Refused(Example.Refusal("cap_reached")));

        (await _run.RunAsync("generate", "request.json", "--all-batches", "--json")).ShouldBe(2);

        _run.Agent.Synthesized.Count.ShouldBe(1);
        _run.Error.ShouldContain("Nothing ran before it.");
    }

    [Fact]
    public async Task Every_order_knows_what_comes_after_it_and_every_batch_has_its_stills_checked_before()
    {
        (await _run.RunAsync("generate", "request.json", "--all-batches", "--json")).ShouldBe(0, _run.Output);

        _run.Agent.Calls.Select(c => c.ToComeUsd).ShouldBe([0.4m, 0m]);
        _run.Agent.Calls[0].ToComeByProviderUsd.ShouldBe([new(Example.Plan().Provider, 0.4m)]);
        _run.Agent.Calls[^1].ToComeByProviderUsd.ShouldBeEmpty();
        _run.Agent.Planned.Select(c => c.ChecksStills).ShouldBe([false, true, true]);
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_other_batches_unbegun_and_says_which()
    {
        _run.Agent.OnSynthesize = (_, _, _) =>
        {
            _run.Interrupt();
            return Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Example.Answer()));
        };

        (await _run.RunAsync("generate", "request.json", "--all-batches")).ShouldBe(4);

        _run.Agent.Synthesized.Count.ShouldBe(1);
        _run.Error.ShouldContain("Not begun: batch 2.");
    }

    [Fact]
    public async Task What_is_said_of_a_batch_points_into_the_request_as_it_was_sent()
    {
        Func<JsonNode?, Answer<PlanAnswer>> before = _run.Agent.OnPlan;
        ImmutableArray<Warning> warnings = [new("seconds_cut", "/storyboard_frames/0/duration_seconds", "Cut."), new("still_small", "/generated_frames/0", "Small."), new("any", "/video_settings", "Any.")];
        _run.Agent.OnPlan = request => before(request) is Answer<PlanAnswer>.Given given ? new Answer<PlanAnswer>.Given(given.Value with { Warnings = warnings }) : before(request);
        _run.Agent.OnSynthesize = (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Example.Answer() with { Warnings = warnings }));

        (await _run.RunAsync("plan", "request.json", "--all-batches", "--json")).ShouldBe(0, _run.Error);
        Pointers("plan", 0).ShouldBe(["/storyboard_frames/0/duration_seconds", "/generated_frames/0", "/video_settings"]);
        Pointers("plan", 1).ShouldBe(["/storyboard_frames/2/duration_seconds", "/generated_frames/1", "/video_settings"]);

        int planned = _run.Output.Length;
        (await _run.RunAsync("generate", "request.json", "--all-batches", "--json")).ShouldBe(0, _run.Error);
        Pointers("answer", 1, planned).ShouldBe(["/storyboard_frames/2/duration_seconds", "/generated_frames/1", "/video_settings"]);

        Refusal refusal = Example.Refusal("wrong_type") with { Problems = [new("wrong_type", "/generated_frames/1/image_url", "No.", "Do."), new("wrong_type", "/generated_frames/9", "No.", "Do.")] };
        _run.Agent.OnPlan = request => before(request) is Answer<PlanAnswer>.Given ? new Answer<PlanAnswer>.Refused(refusal) : before(request);
        (await _run.RunAsync("plan", "request.json", "--all-batches")).ShouldBe(2);
        _run.Error.ShouldContain("/generated_frames/2/image_url");
        _run.Error.ShouldContain("/generated_frames/9");

        string[] Pointers(string of, int batch, int from = 0) =>
            [.. JsonNode.Parse(_run.Output[from..])!["batches"]![batch]![of]!["warnings"]!.AsArray().Select(w => w!["pointer"]!.GetValue<string>())];
    }

    [Fact]
    public async Task Without_the_option_the_batches_are_shown()
    {
        _run.Agent.OnSynthesize = (request, _, _) =>
            Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Refused(((Answer<PlanAnswer>.Refused)_run.Agent.OnPlan(request)).Refusal));

        (await _run.RunAsync("generate", "request.json")).ShouldBe(2);

        _run.Error.ShouldContain("--all-batches");
        _run.Error.ShouldContain("SCENE_1_SHOT_1, SCENE_1_SHOT_2");
    }

    private static Answer<PlanAnswer> Cheap(Answer<PlanAnswer> plan) =>
        new Answer<PlanAnswer>.Given(plan.ShouldBeOfType<Answer<PlanAnswer>.Given>().Value with { EstimatedCostUsd = 0.1m });

    private Func<JsonNode?, Answer<PlanAnswer>> Priced(decimal usd)
    {
        Func<JsonNode?, Answer<PlanAnswer>> before = _run.Agent.OnPlan;
        return request => before(request) is Answer<PlanAnswer>.Given given
            ? new Answer<PlanAnswer>.Given(given.Value with { EstimatedCostUsd = usd })
            : before(request);
    }

    private string[] Ids(int call, string list) => Ids(_run.Agent.Synthesized[call], list);

    private static string[] Ids(JsonNode? request, string list) =>
        [.. request![list]!.AsArray().Select(f => f!["frame_id"]!.GetValue<string>())];
}
