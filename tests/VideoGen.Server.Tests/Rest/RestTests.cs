using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Rest;

public sealed class RestTests
{
    [Fact]
    public async Task A_plan_says_the_same_as_the_verb()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using HttpResponseMessage answer = await SendAsync(path, HttpMethod.Post, "v1/plans", new Order().Call().Json);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, string.Join('\n', path.Log.Lines.All));
        var verb = (Synthesis.Answer<PlanAnswer>.Given)await path.Agent.Segments.PlanAsync(new Order().Call(), CancellationToken.None);
        string said = await answer.Content.ReadAsStringAsync();
        string trace = JsonSerializer.Deserialize(said, WireJson.Default.PlanAnswer)!.TraceId.ShouldNotBeNull(); // each call has one of its own
        said.ShouldBe(JsonSerializer.Serialize(verb.Value with { TraceId = trace }, WireJson.Default.PlanAnswer));
    }

    [Fact]
    public async Task A_plan_is_compared_with_every_other_model_when_the_request_says_so()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        JsonObject request = JsonNode.Parse(new Order().Call().Json.Span)!.AsObject();
        request["compare"] = true;

        using HttpResponseMessage answer = await SendAsync(path, HttpMethod.Post, "v1/plans", Encoding.UTF8.GetBytes(request.ToJsonString()));

        PlanAnswer plan = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), WireJson.Default.PlanAnswer)!;
        PlanOffer[] offers = [.. plan.Comparison.ShouldNotBeNull().Offers];
        offers.Single(o => o.Chosen is true).EstimatedCostUsd.ShouldBe(plan.EstimatedCostUsd);
        offers.Count(o => o.Reason is null).ShouldBeGreaterThan(1);
        offers.Single(o => o.Provider == "runway").Reason.ShouldNotBeNull().ShouldContain("RUNWAYML_API_SECRET is not set");
    }

    [Fact]
    public async Task An_order_that_ends_in_time_is_answered_200_and_read_cancelled_and_followed_at_its_address()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using HttpResponseMessage ordered = await SendAsync(path, HttpMethod.Post, "v1/segments", new Order().Call().Json);
        ordered.StatusCode.ShouldBe(HttpStatusCode.OK);
        SynthesisAnswer answer = await ReadAsync(ordered);
        answer.Status.ShouldBe(RequestStatus.Finished);
        answer.VideoSegments.Length.ShouldBe(1);

        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Delete])
        {
            using HttpResponseMessage again = await SendAsync(path, method, $"v1/requests/{answer.RequestId}");
            again.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await ReadAsync(again)).VideoSegments[0].VideoUrl.ShouldBe(answer.VideoSegments[0].VideoUrl);
        }

        (string Event, string Id, string Data)[] events = await EventsAsync(path, answer.RequestId, null);
        events.Select(e => e.Event).ShouldBe(["progress", "answer"]);
        events[0].Id.ShouldBe("1000");
        JsonNode.Parse(events[0].Data)!["state"]!.GetValue<string>().ShouldBe("succeeded");
        JsonNode.Parse(events[1].Data)!["video_segments"]!.AsArray().Count.ShouldBe(1);
        (await EventsAsync(path, answer.RequestId, "1000")).Select(e => e.Event).ShouldBe(["answer"]);
        (await EventsAsync(path, answer.RequestId, "nonsense")).Length.ShouldBe(2);
        using HttpResponseMessage over = await SendAsync(path, HttpMethod.Get, $"v1/requests/{answer.RequestId}/events", lastEvent: "end");
        over.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_plan_is_ordered_by_its_hash_made_again_and_its_takes_are_chosen()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using HttpResponseMessage planned = await SendAsync(path, HttpMethod.Post, "v1/plans", new Order().Call().Json);
        PlanAnswer plan = JsonSerializer.Deserialize(await planned.Content.ReadAsStringAsync(), WireJson.Default.PlanAnswer)!;
        using HttpResponseMessage ordered = await SendAsync(path, HttpMethod.Post, "v1/segments", Body(new() { ["plan_hash"] = plan.PlanHash }));
        SynthesisAnswer first = await ReadAsync(ordered);
        first.PlanHash.ShouldBe(plan.PlanHash);

        JsonObject again = new() { ["again"] = new JsonObject { ["request_id"] = first.RequestId, ["segment_id"] = "SEGMENT_1", ["reason"] = "new_seed" } };
        using HttpResponseMessage replanned = await SendAsync(path, HttpMethod.Post, "v1/plans", Body(again));
        PlanAnswer next = JsonSerializer.Deserialize(await replanned.Content.ReadAsStringAsync(), WireJson.Default.PlanAnswer)!;
        using HttpResponseMessage reordered = await SendAsync(path, HttpMethod.Post, "v1/segments", Body(new() { ["plan_hash"] = next.PlanHash, ["request_key"] = next.RequestKey }));
        VideoSegment second = (await ReadAsync(reordered)).VideoSegments.ShouldHaveSingleItem();
        (second.Take, second.Chosen, second.Again!.JobId).ShouldBe((2, true, first.VideoSegments[0].ProviderMetadata.JobId));

        using HttpResponseMessage chosen = await SendAsync(path, HttpMethod.Put, $"v1/requests/{first.RequestId}/segments/SEGMENT_1/choice?take=1");
        chosen.StatusCode.ShouldBe(HttpStatusCode.OK);
        VideoSegment segment = (await ReadAsync(chosen)).VideoSegments.ShouldHaveSingleItem();
        (segment.Take, segment.Chosen, segment.OtherTakes!.Value.Single().Take).ShouldBe((1, true, 2));
        segment.ChosenBy.ShouldNotBeNull();
        using HttpResponseMessage wrong = await SendAsync(path, HttpMethod.Put, $"v1/requests/{first.RequestId}/segments/SEGMENT_1/choice?take=9");
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using HttpResponseMessage expired = await SendAsync(path, HttpMethod.Post, "v1/segments", Body(new() { ["plan_hash"] = "nobody-made-it" }));
        expired.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        static ReadOnlyMemory<byte> Body(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    [Fact]
    public async Task An_order_that_goes_on_is_answered_202_with_its_address_and_can_be_waited_for()
    {
        await using PaidPath path = await PaidPath.StartAsync("stuck");
        using HttpResponseMessage ordered = await SendAsync(path, HttpMethod.Post, "v1/segments", (new Order { Wait = 0 }).Call().Json);
        ordered.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        SynthesisAnswer answer = await ReadAsync(ordered);
        ordered.Headers.Location!.OriginalString.ShouldBe($"/v1/requests/{answer.RequestId}");
        ordered.Headers.RetryAfter!.Delta.ShouldNotBeNull();

        using HttpResponseMessage state = await SendAsync(path, HttpMethod.Get, $"v1/requests/{answer.RequestId}?wait_seconds=0.1");
        state.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(state)).Status.ShouldBe(RequestStatus.InProgress);
    }

    [Fact]
    public async Task The_same_order_joins_the_one_that_goes_on_and_is_listed_once()
    {
        await using PaidPath path = await PaidPath.StartAsync("stuck");
        Order order = new() { Wait = 0, AnotherTake = false };
        SynthesisAnswer first = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", order.Call().Json));
        SynthesisAnswer again = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", order.Call().Json));
        SynthesisAnswer take = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", (order with { AnotherTake = true }).Call().Json));

        (again.RequestId, again.Replayed).ShouldBe((first.RequestId, true));
        again.Warnings.ShouldContain(w => w.Code == "order_joined");
        (take.RequestId == first.RequestId, take.Replayed).ShouldBe((false, null));
        using HttpResponseMessage listed = await SendAsync(path, HttpMethod.Get, "v1/requests");
        JsonNode.Parse(await listed.Content.ReadAsStringAsync())!["requests"]!.AsArray().Select(r => (string?)r!["request_id"]).ShouldBe([take.RequestId, first.RequestId]);
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_is_the_same_request_and_other_input_stands_against_it()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        SynthesisAnswer first = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", Keyed(new Order())));
        SynthesisAnswer second = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", Keyed(new Order())));
        second.RequestId.ShouldBe(first.RequestId);
        using HttpResponseMessage other = await SendAsync(path, HttpMethod.Post, "v1/segments", Keyed(new Order { Words = "Something else." }));
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Site.CodeAsync(other)).ShouldBe("request_key_taken");
    }

    [Fact]
    public async Task A_key_that_joined_finds_the_same_request_when_that_has_ended()
    {
        await using PaidPath path = await PaidPath.StartAsync("stuck");
        Order order = new() { Wait = 0, AnotherTake = false };
        SynthesisAnswer first = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", Keyed(order, "one")));
        SynthesisAnswer joined = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", Keyed(order, "two")));
        (await SendAsync(path, HttpMethod.Delete, $"v1/requests/{first.RequestId}")).Dispose();

        SynthesisAnswer again = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", Keyed(order, "two")));
        using HttpResponseMessage other = await SendAsync(path, HttpMethod.Post, "v1/segments", Keyed(order with { Words = "Something else." }, "two"));

        (joined.RequestId, joined.Replayed).ShouldBe((first.RequestId, true));
        (again.RequestId, again.Replayed).ShouldBe((first.RequestId, true));
        (await Site.CodeAsync(other)).ShouldBe("request_key_taken");
    }

    [Fact]
    public async Task A_refusal_carries_every_problem_and_the_batches()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using HttpResponseMessage many = await SendAsync(path, HttpMethod.Post, "v1/plans", new Order(5).Call().Json);
        many.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode document = JsonNode.Parse(await many.Content.ReadAsStringAsync())!;
        document["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("too_many_segments");
        document["batches"]!.AsArray().Count.ShouldBe(2);
        using HttpResponseMessage two = await SendAsync(path, HttpMethod.Post, "v1/segments", """{"generated_frames":7,"storyboard_frames":"x"}"""u8.ToArray());
        JsonNode.Parse(await two.Content.ReadAsStringAsync())!["problems"]!.AsArray().Select(p => p!["pointer"]!.GetValue<string>()).ShouldBe(["/generated_frames", "/storyboard_frames"]);
    }

    [Theory]
    [InlineData("POST", "v1/plans", "{", 400, "json_invalid")]
    [InlineData("POST", "v1/segments", "", 400, "json_invalid")]
    [InlineData("GET", "v1/requests/req_none", null, 404, "request_unknown")]
    [InlineData("DELETE", "v1/requests/req_none", null, 404, "request_unknown")]
    [InlineData("GET", "v1/requests/req_none/events", null, 404, "request_unknown")]
    [InlineData("GET", "v1/requests?limit=-1", null, 400, "member_unknown")]
    [InlineData("GET", "v1/requests?limit=999999999", null, 400, "member_unknown")]
    [InlineData("GET", "v1/requests/req_none?wait_seconds=91", null, 400, "out_of_range")]
    [InlineData("GET", "v1/requests/req_none?wait_seconds=-1", null, 400, "out_of_range")]
    [InlineData("GET", "v1/requests/req_none?wait_seconds=NaN", null, 400, "out_of_range")]
    [InlineData("GET", "v1/requests/req_none?wait_seconds=1&wait_seconds=2", null, 400, "out_of_range")]
    [InlineData("GET", "v1/requests/req_none?wait=1", null, 400, "member_unknown")]
    [InlineData("GET", "v2/requests", null, 404, "address_unknown")]
    public async Task Every_error_is_a_problem_document(string method, string address, string? body, int status, string code)
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage answer = await site.SendAsync(new HttpMethod(method), address, body: body);
        ((int)answer.StatusCode).ShouldBe(status);
        (await Site.CodeAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task A_caller_from_the_network_cannot_have_files_of_the_server_read()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        using HttpResponseMessage answer = await SendAsync(path, HttpMethod.Post, "v1/segments", new Order { ImageUrl = "/etc/passwd" }.Call().Json);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Site.CodeAsync(answer)).ShouldBe("image_address_refused");
    }

    [Fact]
    public async Task The_trace_of_the_call_stays_with_the_request()
    {
        await using PaidPath path = await PaidPath.StartAsync();
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        SynthesisAnswer answer = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", new Order().Call().Json, trace: $"00-{Trace}-b7ad6b7169203331-01"));
        answer.TraceId.ShouldBe(Trace);
        (await path.Agent.Ledger.FindRequestAsync(answer.RequestId, CancellationToken.None))!.TraceParent!.ShouldStartWith($"00-{Trace}-");
        answer = await ReadAsync(await SendAsync(path, HttpMethod.Post, "v1/segments", new Order().Call().Json, trace: "not-a-trace"));
        (await path.Agent.Ledger.FindRequestAsync(answer.RequestId, CancellationToken.None))!.TraceParent!.ShouldStartWith($"00-{answer.TraceId}-");
    }

    [Fact]
    public async Task An_error_names_its_trace()
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage answer = await site.SendAsync(
            HttpMethod.Get, "v1/requests/req_none", headers: h => h.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"));
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["trace_id"]!.GetValue<string>().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        using HttpResponseMessage other = await site.SendAsync(HttpMethod.Post, "v1/plans", body: "{}");
        JsonNode.Parse(await other.Content.ReadAsStringAsync())!["trace_id"]!.GetValue<string>().Length.ShouldBe(32);
    }

    private static byte[] Keyed(Order order, string key = "k")
    {
        JsonNode request = JsonNode.Parse(order.Call().Json.Span)!;
        request["request_key"] = key;
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    private static async Task<HttpResponseMessage> SendAsync(
        PaidPath path, HttpMethod method, string address, ReadOnlyMemory<byte>? body = null, string? lastEvent = null, string? trace = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(path.Local, address));
        if (body is { } bytes)
        {
            request.Content = new ByteArrayContent(bytes.ToArray()) { Headers = { ContentType = new("application/json") } };
        }

        foreach ((string name, string? value) in ((string, string?)[])[("Last-Event-ID", lastEvent), ("traceparent", trace)])
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        return await http.SendAsync(request);
    }

    private static async Task<(string Event, string Id, string Data)[]> EventsAsync(PaidPath path, string requestId, string? lastEvent)
    {
        using HttpResponseMessage answer = await SendAsync(path, HttpMethod.Get, $"v1/requests/{requestId}/events", lastEvent: lastEvent);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return
        [
            .. (await answer.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(block =>
            {
                string Field(string name) => block.Split('\n').Single(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..];
                return (Field("event"), Field("id"), Field("data"));
            }),
        ];
    }

    private static async Task<SynthesisAnswer> ReadAsync(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), WireJson.Default.SynthesisAnswer)!;
}
