using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Behaviours;

public sealed class OutcomeBehaviourTests
{
    [Theory]
    [InlineData("content_policy_violation", 422)]
    [InlineData("no_media_generated", 422)]
    [InlineData("image_too_small", 422)]
    [InlineData("internal_server_error", 500)]
    [InlineData("downstream_service_unavailable", 500)]
    [InlineData("generation_timeout", 504)]
    public async Task Model_errors_complete_without_a_word_in_the_status(string type, int code)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync("fail=" + type);
        var status = await rig.StatusAsync(id);
        status.Status.ShouldBe(200);
        status.Body!.AsObject().ContainsKey("error").ShouldBeFalse();
        var result = await rig.ResultAsync(id);
        result.Status.ShouldBe(code);
        result.Body!["detail"]![0]!["type"]!.ToString().ShouldBe(type);
        result.Response.Headers.GetValues("X-Fal-Needs-Retry").ShouldBe([code >= 500 ? "1" : "0"]);
        rig.Truth.BilledUsd.ShouldBe(0);
    }

    [Fact]
    public async Task A_named_failure_is_in_the_status_too()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync("fail,fail-named");
        (await rig.StatusAsync(id)).Body!["error_type"]!.ToString().ShouldBe("content_policy_violation");
    }

    [Fact]
    public async Task A_detail_may_be_a_string()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync("fail-string");
        var result = await rig.ResultAsync(id);
        result.Status.ShouldBe(422);
        result.Body!["detail"]!.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String);
    }

    [Theory]
    [InlineData("startup_timeout", 504)]
    [InlineData("runner_scheduling_failure", 503)]
    [InlineData("runner_incomplete_response", 502)]
    [InlineData("runner_server_error", 500)]
    [InlineData("bad_request", 400)]
    public async Task Request_errors_are_named_by_status_and_header(string type, int code)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync("request-error=" + type);
        var status = await rig.StatusAsync(id);
        status.Body!["error_type"]!.ToString().ShouldBe(type);
        status.Body["error"]!.ToString().ShouldNotBeEmpty();
        var result = await rig.ResultAsync(id);
        result.Status.ShouldBe(code);
        result.Body!["error_type"]!.ToString().ShouldBe(type);
        result.Response.Headers.GetValues("X-Fal-Error-Type").ShouldBe([type]);
        rig.Truth.BilledUsd.ShouldBe(0);
    }

    [Theory]
    [InlineData("result-gone", "404 404 404")]
    [InlineData("result-5xx=2", "502 502 200")]
    [InlineData("result-early=1", "400 200 200")]
    public async Task Spoiled_results(string behaviour, string codes)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync(behaviour);
        List<int> seen = [];
        for (int read = 0; read < 3; read++)
        {
            seen.Add((await rig.ResultAsync(id)).Status);
        }

        string.Join(' ', seen).ShouldBe(codes);
        rig.Truth.BilledUsd.ShouldBe(0.4m);
    }

    [Fact]
    public async Task Odd_bodies()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        (await rig.ResultAsync(await rig.CompleteAsync("result-no-video"))).Body!.AsObject().ContainsKey("video").ShouldBeFalse();
        (await rig.ResultAsync(await rig.CompleteAsync("result-null-video"))).Body!["video"].ShouldBeNull();
        (await rig.ResultAsync(await rig.CompleteAsync("result-html"))).Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await rig.ResultAsync(await rig.CompleteAsync("result-foreign-video"))).Body!["video"]!["url"]!.ToString().ShouldStartWith("http://169.254.169.254/");
    }

    [Fact]
    public async Task Extra_fields_and_nulls()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync("unknown-fields,null-fields");
        var status = (await rig.StatusAsync(id, "?logs=1")).Body!.AsObject();
        status["logs"].ShouldBeNull();
        status.ContainsKey("metrics").ShouldBeFalse();
        status["x_extra"].ShouldNotBeNull();
        var video = (await rig.ResultAsync(id)).Body!["video"]!.AsObject();
        video["file_size"].ShouldBeNull();
        video["url"].ShouldNotBeNull();
    }
}
