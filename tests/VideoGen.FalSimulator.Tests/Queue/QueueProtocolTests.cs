using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Access;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Queue;

public sealed class QueueProtocolTests
{
    [Fact]
    public async Task A_request_goes_202_202_200_with_a_falling_position()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        JsonObject submitted = await rig.SubmitAsync();
        string id = (string)submitted["request_id"]!;
        submitted["status"]!.ToString().ShouldBe("IN_QUEUE");
        submitted["queue_position"]!.GetValue<int>().ShouldBe(2);
        submitted["status_url"]!.ToString().ShouldEndWith($"/queue/fal-ai/veo3.1/requests/{id}/status");
        submitted["response_url"]!.ToString().ShouldEndWith($"/queue/fal-ai/veo3.1/requests/{id}");
        submitted["cancel_url"]!.ToString().ShouldEndWith($"/queue/fal-ai/veo3.1/requests/{id}/cancel");

        await rig.AdvanceAsync(0.6);
        var waiting = await rig.StatusAsync(id);
        waiting.Status.ShouldBe(202);
        waiting.Body!["queue_position"]!.GetValue<int>().ShouldBe(1);
        waiting.Body.AsObject().ContainsKey("logs").ShouldBeFalse();

        await rig.AdvanceAsync(0.5);
        var running = await rig.StatusAsync(id, "?logs=1");
        running.Status.ShouldBe(202);
        running.Body!["status"]!.ToString().ShouldBe("IN_PROGRESS");
        running.Body["logs"]![0]!["source"]!.ToString().ShouldBe("USER");

        await rig.AdvanceAsync(4);
        var done = await rig.StatusAsync(id, "?logs=true");
        done.Status.ShouldBe(200);
        done.Body!["status"]!.ToString().ShouldBe("COMPLETED");
        done.Body["logs"]!.AsArray().Count.ShouldBe(2);
        done.Body["metrics"]!["inference_time"]!.GetValue<double>().ShouldBe(4, 0.5);
        done.Body.AsObject().ContainsKey("error").ShouldBeFalse();
        (await rig.StatusAsync(id, "?logs=0")).Body!.AsObject()["logs"].ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/response")]
    [InlineData("/response/")]
    public async Task The_result_is_replayed_under_all_its_addresses(string suffix)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = await rig.CompleteAsync();
        var result = await rig.GetAsync($"queue/fal-ai/veo3.1/requests/{id}{suffix}");
        result.Status.ShouldBe(200);
        result.Response.Headers.GetValues("x-fal-request-id").ShouldBe([id]);
        result.Response.Headers.GetValues("X-Fal-Billable-Units").ShouldBe(["2.666667"]);
        result.Body!["video"]!["file_size"]!.GetValue<long>().ShouldBe(10_000);
        byte[] clip = await rig.Http.GetByteArrayAsync(result.Body["video"]!["url"]!.ToString());
        clip.Length.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_result_asked_for_too_early_is_refused_in_the_known_words()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = (string)(await rig.SubmitAsync())["request_id"]!;
        var early = await rig.ResultAsync(id);
        early.Status.ShouldBe(400);
        early.Body!["detail"]!.ToString().ShouldBe("Request is still in progress");
    }

    [Theory]
    [InlineData("/status")]
    [InlineData("")]
    public async Task The_whole_model_id_is_405_unless_accepted(string suffix)
    {
        await using SimulatorRig strict = await SimulatorRig.StartAsync();
        string id = await strict.CompleteAsync();
        (await strict.GetAsync($"queue/{SimulatorRig.Model}/requests/{id}{suffix}")).Status.ShouldBe(405);
        await using SimulatorRig lenient = await SimulatorRig.StartAsync(static options => options with { AcceptLongForm = true });
        id = await lenient.CompleteAsync();
        (await lenient.GetAsync($"queue/{SimulatorRig.Model}/requests/{id}{suffix}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Unknown_requests_and_applications_are_404()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        var status = await rig.StatusAsync("00000000-0000-4000-8000-000000000000");
        status.Status.ShouldBe(404);
        status.Body!["status"]!.ToString().ShouldBe("NOT_FOUND");
        using HttpResponseMessage submit = await rig.PostAsync("queue/fal-ai/none", new JsonObject());
        ((int)submit.StatusCode).ShouldBe(404);
        rig.Truth.JobsCreated.ShouldBe(0);
    }

    [Theory]
    [InlineData("workflows/simulator/two-steps", "workflows/simulator/two-steps")]
    [InlineData("comfy/simulator/two-steps", "comfy/simulator/two-steps")]
    [InlineData("fal-ai/wan/v2.7/image-to-video", "fal-ai/wan")]
    public async Task The_short_form_keeps_two_segments_or_three(string model, string app)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        JsonObject submitted = await rig.SubmitAsync(model: model, input: new JsonObject { ["prompt"] = "x" });
        submitted["response_url"]!.ToString().ShouldEndWith($"/queue/{app}/requests/{submitted["request_id"]}");
    }

    [Fact]
    public async Task Only_two_run_at_once_and_low_priority_waits_for_normal()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with { OthersAhead = 0 });
        string[] ids = new string[4];
        rig.Http.DefaultRequestHeaders.Add("X-Fal-Queue-Priority", "low");
        ids[0] = (string)(await rig.SubmitAsync())["request_id"]!;
        rig.Http.DefaultRequestHeaders.Remove("X-Fal-Queue-Priority");
        for (int index = 1; index < 4; index++)
        {
            ids[index] = (string)(await rig.SubmitAsync())["request_id"]!;
        }

        await rig.AdvanceAsync(1);
        (await rig.StatusAsync(ids[1])).Body!["status"]!.ToString().ShouldBe("IN_PROGRESS");
        (await rig.StatusAsync(ids[2])).Body!["status"]!.ToString().ShouldBe("IN_PROGRESS");
        (await rig.StatusAsync(ids[3])).Body!["queue_position"]!.GetValue<int>().ShouldBe(0);
        (await rig.StatusAsync(ids[0])).Body!["queue_position"]!.GetValue<int>().ShouldBe(1);
        await rig.AdvanceAsync(4);
        await rig.AdvanceAsync(4);
        rig.Truth.Jobs.ShouldAllBe(static job => job.State == "succeeded");
    }

    [Fact]
    public async Task The_start_timeout_ends_a_waiting_request()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        rig.Http.DefaultRequestHeaders.Add("X-Fal-Request-Timeout", "2.5");
        string id = (string)(await rig.SubmitAsync("stuck"))["request_id"]!;
        await rig.AdvanceAsync(3);
        (await rig.StatusAsync(id)).Body!["error_type"]!.ToString().ShouldBe("request_timeout");
        var result = await rig.ResultAsync(id);
        result.Status.ShouldBe(504);
        result.Response.Headers.GetValues("X-Fal-Request-Timeout-Type").ShouldBe(["user"]);
        result.Response.Headers.GetValues("X-Fal-Error-Type").ShouldBe(["request_timeout"]);
    }

    [Fact]
    public async Task A_full_queue_is_429()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        await rig.SubmitAsync("stuck");
        await rig.SubmitAsync("stuck");
        using HttpResponseMessage full = await rig.PostAsync($"queue/{SimulatorRig.Model}?fal_max_queue_length=1", SimulatorRig.Input());
        ((int)full.StatusCode).ShouldBe(429);
        using HttpResponseMessage room = await rig.PostAsync($"queue/{SimulatorRig.Model}?fal_max_queue_length=2", SimulatorRig.Input());
        room.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Key good:one", 200)]
    [InlineData("Key poor:two", 403)]
    [InlineData("Key admin:only", 403)]
    [InlineData("Key other:key", 401)]
    [InlineData("Bearer good:one", 401)]
    [InlineData("Key nocolon", 401)]
    public async Task Keys_are_judged(string header, int status)
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync(static options => options with
        {
            Keys = [new SimulatedKey("good:one"), new SimulatedKey("poor:two") { Locked = true }, new SimulatedKey("admin:only") { CallsModels = false }],
        });
        rig.Http.DefaultRequestHeaders.Remove("Authorization");
        rig.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        using HttpResponseMessage answer = await rig.PostAsync($"queue/{SimulatorRig.Model}", SimulatorRig.Input());
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task The_status_stream_ends_after_completed()
    {
        await using SimulatorRig rig = await SimulatorRig.StartAsync();
        string id = (string)(await rig.SubmitAsync())["request_id"]!;
        using HttpResponseMessage stream = await rig.Http.GetAsync($"queue/fal-ai/veo3.1/requests/{id}/status/stream", HttpCompletionOption.ResponseHeadersRead);
        stream.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        (await NextAsync(reader)).ShouldBe("IN_QUEUE");
        await rig.AdvanceAsync(1);
        (await NextAsync(reader)).ShouldBe("IN_PROGRESS");
        await rig.AdvanceAsync(4);
        (await NextAsync(reader)).ShouldBe("COMPLETED");
        (await reader.ReadToEndAsync()).ShouldBe("");
    }

    private static async Task<string> NextAsync(StreamReader reader)
    {
        string line = (await reader.ReadLineAsync())!;
        (await reader.ReadLineAsync()).ShouldBe("");
        return JsonNode.Parse(line["data: ".Length..])!["status"]!.ToString();
    }
}
