using System.Text;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Behaviours;

public sealed class ScriptTests
{
    [Fact]
    public void The_first_rule_that_fits_decides()
    {
        var choice = new BehaviourChoice(BehaviourScript.Parse("""
            {
              // comments are allowed
              "rules": [
                { "nth": 2, "behaviours": ["stuck"] },
                { "model": "fal-ai/veo*", "prompt": "DRAGON", "times": 1, "behaviours": ["fail=image_too_small", "webhook-late=9"] },
                { "every": 4, "behaviours": ["flap"] },
              ]
            }
            """));
        Fate(choice, "fal-ai/veo3.1", "a dragon").ShouldBe("fail=image_too_small,webhook-late=9");
        Fate(choice, "fal-ai/veo3.1", "a dragon").ShouldBe("stuck");
        Fate(choice, "fal-ai/veo3.1", "a dragon").ShouldBe("");
        Fate(choice, "fal-ai/other", "x").ShouldBe("flap");
    }

    [Fact]
    public void The_header_is_added_and_wins()
    {
        var choice = new BehaviourChoice(BehaviourScript.Parse("""{"rules":[{"behaviours":["slow=1","stuck"]}]}"""));
        string.Join(',', choice.ForSubmit("m", "", "slow=2, flap").Entries).ShouldBe("flap,slow=2,stuck");
    }

    [Fact]
    public void Chance_depends_on_nothing_but_seed_and_number()
    {
        string[] Run(int seed)
        {
            var choice = new BehaviourChoice(BehaviourScript.Parse($$"""{ "seed": {{seed}}, "chance": { "stuck": 0.3, "slow=5": 0.1 } }"""));
            return [.. Enumerable.Range(0, 1000).Select(_ => Fate(choice, "m", ""))];
        }

        Run(1).ShouldBe(Run(1));
        Run(1).ShouldNotBe(Run(2));
        Run(1).Count(static fate => fate.Contains("stuck", StringComparison.Ordinal)).ShouldBeInRange(250, 350);
        Run(1).Count(static fate => fate.Contains("slow=5", StringComparison.Ordinal)).ShouldBeInRange(70, 130);
    }

    [Theory]
    [InlineData("""{"rules":[{"behaviours":["explode"]}]}""")]
    [InlineData("""{"chance":{"explode":1}}""")]
    [InlineData("""{"rules":[{"every":0}]}""")]
    [InlineData("""{"rule":[]}""")]
    [InlineData("no json")]
    public void Mistakes_are_named(string json) => Should.Throw<FormatException>(() => BehaviourScript.Parse(json));

    [Fact]
    public async Task A_script_can_be_set_and_removed_over_HTTP()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        using HttpResponseMessage set = await rig.Http.PutAsync("_sim/script", new StringContent("""{"rules":[{"nth":1,"behaviours":["refuse-404"]}]}"""));
        set.IsSuccessStatusCode.ShouldBeTrue();
        using HttpResponseMessage refused = await rig.PostAsync($"queue/{SimulatorRig.Model}", SimulatorRig.Input());
        ((int)refused.StatusCode).ShouldBe(404);
        await rig.SubmitAsync();
        using HttpResponseMessage wrong = await rig.Http.PutAsync("_sim/script", new StringContent("{", Encoding.UTF8));
        ((int)wrong.StatusCode).ShouldBe(400);
        using HttpResponseMessage removed = await rig.Http.DeleteAsync("_sim/script");
        removed.IsSuccessStatusCode.ShouldBeTrue();
        var all = (await rig.GetAsync("_sim/behaviours")).Body!.AsObject();
        all.Count.ShouldBe(BehaviourCatalog.All.Count);
    }

    [Fact]
    public void Every_behaviour_is_in_the_documentation_with_the_same_words()
    {
        string page = File.ReadAllText(RepositoryFile.Path("docs/fal-simulator.md"));
        foreach ((string name, string meaning) in BehaviourCatalog.All)
        {
            page.ShouldContain($"| `{name}` | {meaning} |");
        }
    }

    [Fact]
    public async Task The_truth_is_readable_over_HTTP()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync(webhook: true);
        JsonNode truth = (await rig.GetAsync("_sim/truth")).Body!;
        truth["jobs_created"]!.GetValue<int>().ShouldBe(1);
        truth["billed_usd"]!.GetValue<decimal>().ShouldBe(0.4m);
        truth["jobs"]![0]!["request_id"]!.ToString().ShouldBe(id);
        truth["jobs"]![0]!["webhooks_accepted"]!.GetValue<int>().ShouldBe(1);
        truth["events"]!.AsArray().Select(static entry => entry!["kind"]!.ToString()).ShouldBe(
            ["submit_arrived", "job_created", "started", "completed", "webhook_sent"]);
    }

    private static string Fate(BehaviourChoice choice, string model, string prompt) =>
        string.Join(',', choice.ForSubmit(model, prompt, header: null).Entries);
}
