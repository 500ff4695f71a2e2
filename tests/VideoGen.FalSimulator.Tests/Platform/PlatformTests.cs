using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Access;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Platform;

public sealed class PlatformTests
{
    [Fact]
    public async Task A_lost_job_is_found_in_the_history_by_its_input()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string start = rig.Clock.GetUtcNow().ToString("O");
        await Should.ThrowAsync<HttpRequestException>(() => rig.PostAsync($"queue/{SimulatorRig.Model}", SimulatorRig.Input("find me"), "submit-lost-after"));
        await rig.SubmitAsync();
        await rig.AdvanceAsync(1);
        await rig.AdvanceAsync(4);
        string path = $"platform/models/requests/by-endpoint?endpoint_id={SimulatorRig.Model}&start={Uri.EscapeDataString(start)}&expand=payloads&limit=1";
        var first = await rig.GetAsync(path);
        first.Body!["items"]!.AsArray().Count.ShouldBe(1);
        first.Body["has_more"]!.GetValue<bool>().ShouldBeTrue();
        var second = await rig.GetAsync($"{path}&cursor={first.Body["next_cursor"]}");
        var item = second.Body!["items"]![0]!;
        item["json_input"]!["prompt"]!.ToString().ShouldBe("find me");
        item["json_output"]!["video"]!["url"].ShouldNotBeNull();
        item["status_code"]!.GetValue<int>().ShouldBe(200);
        item["request_id"]!.ToString().ShouldBe(rig.Truth.Jobs[0].RequestId);
        var future = await rig.GetAsync($"platform/models/requests/by-endpoint?endpoint_id={SimulatorRig.Model}&start=2027-01-01T00:00:00Z");
        future.Body!["items"]!.AsArray().ShouldBeEmpty();
    }

    // Stills may be sent within it.
    [Fact]
    public async Task A_large_input_is_listed_to_the_letter_after_the_end_too()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        var input = SimulatorRig.Input("find me");
        input["negative_prompt"] = new string('x', 20_000);
        await rig.PostAsync($"queue/{SimulatorRig.Model}", input);
        await rig.AdvanceAsync(1);
        await rig.AdvanceAsync(4);
        var items = (await rig.GetAsync($"platform/models/requests/by-endpoint?endpoint_id={SimulatorRig.Model}&expand=payloads")).Body!["items"]!;
        JsonNode.DeepEquals(items[0]!["json_input"], input).ShouldBeTrue();
        items[0]!["status_code"]!.GetValue<int>().ShouldBe(200);
        rig.Truth.Jobs[0].Payload.Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task Payloads_that_shall_not_be_kept_are_not_shown()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        rig.Http.DefaultRequestHeaders.Add("X-Fal-Store-IO", "0");
        await rig.CompleteAsync();
        var items = (await rig.GetAsync($"platform/models/requests/by-endpoint?endpoint_id={SimulatorRig.Model}&expand=payloads")).Body!["items"]!;
        items[0]!.AsObject().ContainsKey("json_input").ShouldBeFalse();
    }

    [Fact]
    public async Task Prices_catalogue_and_facts()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        var prices = (await rig.GetAsync($"platform/v1/models/pricing?endpoint_id={SimulatorRig.Model}&endpoint_id=fal-ai/wan-flf2v")).Body!["prices"]!.AsArray();
        prices.Count.ShouldBe(2);
        prices[0]!["unit_price"]!.GetValue<decimal>().ShouldBe(0.15m);
        prices[0]!["currency"]!.ToString().ShouldBe("USD");
        var models = (await rig.GetAsync("platform/models?status=deprecated")).Body!["models"]!.AsArray();
        models.Select(static model => model!["endpoint_id"]!.ToString()).ShouldContain("fal-ai/veo3/fast/image-to-video");
        (await rig.GetAsync("platform/meta")).Body!["webhook_ip_ranges"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Errors_have_the_platform_s_form()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { Keys = [new SimulatedKey("id:secret") { Administers = false }] });
        var unknown = await rig.GetAsync("platform/models/pricing?endpoint_id=none");
        unknown.Status.ShouldBe(404);
        unknown.Body!["error"]!.AsObject().Select(static pair => pair.Key).ShouldBe(["type", "message", "docs_url", "request_id"]);
        (await rig.GetAsync("platform/models/requests/by-endpoint")).Status.ShouldBe(400);
        (await rig.GetAsync("platform/models/usage")).Status.ShouldBe(403);
        rig.Http.DefaultRequestHeaders.Authorization = null;
        var locked = await rig.GetAsync("platform/meta");
        locked.Status.ShouldBe(401);
        locked.Body!["error"]!["type"]!.ToString().ShouldBe("authorization_error");
    }

    [Fact]
    public async Task Usage_and_billing_agree_with_the_truth()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync();
        (await rig.GetAsync("platform/models/usage")).Body!["summary"]![0]!["cost"]!.GetValue<decimal>().ShouldBe(rig.Truth.BilledUsd);
        var billed = (await rig.GetAsync("platform/models/billing-events")).Body!["billing_events"]![0]!;
        billed["request_id"]!.ToString().ShouldBe(id);
        billed["cost_estimate_nano_usd"]!.GetValue<long>().ShouldBe(400_000_000);
    }
}
