using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.OpenRouter;
using VideoGen.Simulators.Tests.Rig;

namespace VideoGen.Simulators.Tests.OpenRouter;

/// <summary>What the official client cannot see: time, callbacks, money, traps.</summary>
public sealed class OpenRouterSimulatorTests
{
    [Fact]
    public async Task A_job_waits_runs_and_ends_on_the_injected_clock()
    {
        await using VendorRig<OpenRouterSimulator> rig = await StartAsync();
        string id = await SubmitAsync(rig);

        (await StatusAsync(rig, id)).ShouldBe("pending");
        await rig.AdvanceAsync(1);
        (await StatusAsync(rig, id)).ShouldBe("in_progress");
        await rig.AdvanceAsync(4);
        (await StatusAsync(rig, id)).ShouldBe("completed");
        rig.Simulator.Truth.BilledUsd.ShouldBe(0.3m);
        (await rig.Http.GetByteArrayAsync($"api/v1/videos/{id}/content?index=0")).Length.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_clip_is_gone_when_its_copy_has_expired()
    {
        await using VendorRig<OpenRouterSimulator> rig = await StartAsync(options => options with { OutputLifetime = TimeSpan.FromSeconds(60) });
        string id = await SubmitAsync(rig);
        await rig.AdvanceAsync(10);
        (await rig.SendAsync(HttpMethod.Get, $"api/v1/videos/{id}")).Body!["expires_at"]!.GetValue<long>().ShouldBe(rig.Clock.GetUtcNow().ToUnixTimeSeconds() + 55);

        rig.Clock.Advance(TimeSpan.FromSeconds(60));

        (await rig.SendAsync(HttpMethod.Get, $"api/v1/videos/{id}/content")).Status.ShouldBe(410);
    }

    [Fact]
    public async Task Money_that_is_not_there_is_not_spent()
    {
        await using VendorRig<OpenRouterSimulator> rig = await StartAsync(options => options with { CreditUsd = 0.5m });
        await SubmitAsync(rig);

        (await rig.SendAsync(HttpMethod.Post, "api/v1/videos", Order())).Status.ShouldBe(402);
    }

    [Theory]
    [InlineData("", "completed", 1, true)]
    [InlineData("webhook-duplicate=3", "completed", 3, true)]
    [InlineData("webhook-unsigned", "completed", 1, false)]
    [InlineData("fail=broke", "failed", 1, true)]
    [InlineData("cancelled", "cancelled", 1, true)]
    [InlineData("expired", "expired", 1, true)]
    public async Task Every_end_is_called_back(string behaviours, string word, int times, bool isSigned)
    {
        await using WebhookCatcher hooks = await WebhookCatcher.StartAsync();
        await using VendorRig<OpenRouterSimulator> rig = await StartAsync();
        JsonObject order = Order();
        order["callback_url"] = hooks.Url;

        string id = await SubmitAsync(rig, behaviours, order);
        await rig.AdvanceAsync(6);

        hooks.All.Count.ShouldBe(times);
        foreach (WebhookCatcher.Caught caught in hooks.All)
        {
            var body = JsonNode.Parse(caught.Body)!;
            (body["type"]!.GetValue<string>(), body["data"]!["id"]!.GetValue<string>()).ShouldBe(("video.generation." + word, id));
            caught.Header("X-OpenRouter-Idempotency-Key").ShouldBe($"{id}-{word}");
            (caught.Header("X-OpenRouter-Signature") is not null).ShouldBe(isSigned);
        }
    }

    [Fact]
    public async Task A_callback_that_nobody_took_is_repeated()
    {
        await using WebhookCatcher hooks = await WebhookCatcher.StartAsync();
        hooks.Answers.Enqueue(503);
        await using VendorRig<OpenRouterSimulator> rig = await StartAsync();
        JsonObject order = Order();
        order["callback_url"] = hooks.Url;

        string id = await SubmitAsync(rig, order: order);
        await rig.AdvanceAsync(20);

        (rig.Simulator.Truth.Job(id)!.WebhooksSent, rig.Simulator.Truth.Job(id)!.WebhooksAccepted).ShouldBe((2, 1));
    }

    // The vector of the facts about the vendor.
    [Fact]
    public void The_signature_is_the_documented_one() =>
        OpenRouterCallbacks.Sign("whsec_test", 1_700_000_000, """{"type":"video.generation.completed","data":{"id":"x"}}"""u8)
            .ShouldBe("t=1700000000,v1=ae51e507122090e32a0e1af89b5a358ec842a24e6781dac127e39e47d7ffdc63");

    [Fact]
    public async Task A_key_that_is_sent_to_another_host_name_is_noted()
    {
        await using VendorRig<OpenRouterSimulator> rig = await StartAsync();
        (int _, JsonNode? submitted) = await rig.SendAsync(HttpMethod.Post, "api/v1/videos", Order(), "polling-foreign");
        var foreign = new Uri(submitted!["polling_url"]!.GetValue<string>());
        foreign.Host.ShouldBe("localhost");

        (await rig.SendAsync(HttpMethod.Get, foreign.AbsoluteUri.Replace("localhost", "127.0.0.1", StringComparison.Ordinal))).Status.ShouldBe(404);

        rig.Simulator.Truth.Events.Count(entry => entry.Kind == TruthKind.KeyLeaked).ShouldBe(1);
    }

    [Fact]
    public async Task Held_jobs_end_when_they_are_released()
    {
        await using VendorRig<OpenRouterSimulator> rig = await StartAsync();
        rig.Simulator.Play("held");
        string id = await SubmitAsync(rig);
        await rig.AdvanceAsync(10);
        (await StatusAsync(rig, id)).ShouldBe("in_progress");

        rig.Simulator.Release().ShouldBe(1);

        (await StatusAsync(rig, id)).ShouldBe("completed");
    }

    [Fact]
    public void Every_behaviour_is_in_the_documentation_with_the_same_words()
    {
        string page = File.ReadAllText(RepositoryFile.Path("docs/vendor-simulators.md"));
        foreach ((string name, string meaning) in OpenRouterBehaviours.All)
        {
            page.ShouldContain($"| `{name}` | {meaning} |");
        }
    }

    private static Task<VendorRig<OpenRouterSimulator>> StartAsync(Func<SimulatorOptions, SimulatorOptions>? change = null) =>
        VendorRig<OpenRouterSimulator>.StartAsync(OpenRouterSimulator.StartAsync, change);

    private static JsonObject Order() => new()
    {
        ["model"] = "alibaba/wan-2.7",
        ["prompt"] = "a slow push in",
        ["duration"] = 3,
        ["size"] = "1280x720",
        ["generate_audio"] = false,
        ["frame_images"] = new JsonArray(new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = TestPicture.DataUri(1280, 720) }, ["frame_type"] = "first_frame" }),
    };

    private static async Task<string> SubmitAsync(VendorRig<OpenRouterSimulator> rig, string behaviours = "", JsonObject? order = null)
    {
        (int status, JsonNode? body) = await rig.SendAsync(HttpMethod.Post, "api/v1/videos", order ?? Order(), behaviours);
        status.ShouldBe(202);
        return body!["id"]!.GetValue<string>();
    }

    private static async Task<string> StatusAsync(VendorRig<OpenRouterSimulator> rig, string id) =>
        (await rig.SendAsync(HttpMethod.Get, $"api/v1/videos/{id}")).Body!["status"]!.GetValue<string>();
}
