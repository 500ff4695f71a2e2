using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Server.Tests.Rig;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Server.Tests.Telemetry;

public sealed class TraceTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Parent = $"00-{Trace}-00f067aa0ba902b7-01";
    private const string State = "vendor=opaque,other=1";

    [Fact]
    public async Task One_trace_leads_from_the_caller_to_the_stored_clip_though_the_server_was_started_anew()
    {
        using var spans = new SpanListener(Trace);
        await using PaidPath path = await PaidPath.StartAsync("webhook-missing,held", fal: f => f with { PollIntervalSeconds = 60 });
        SynthesisAnswer answer = await path.Agent.Segments.SynthesizeAsync(
            new Order { Wait = 0 }.Call() with { TraceParent = Parent, TraceState = State }, null, CancellationToken.None) is VideoGen.Synthesis.Answer<SynthesisAnswer>.Given { Value: var given } ? given : throw new InvalidOperationException();
        answer.TraceId.ShouldBe(Trace);
        await PaidPath.UntilAsync(async () => (await path.JobAsync(answer.RequestId)).ProviderJob is not null);
        Job kept = await path.JobAsync(answer.RequestId);
        kept.TraceState.ShouldBe(State);

        await path.RestartAsync();
        using var http = new HttpClient();
        path.Fal.Play("");
        using HttpRequestMessage hook = new Hook(kept.ProviderJob!.RequestId)
        {
            Body = $$$"""{"request_id":"{{{kept.ProviderJob.RequestId}}}","gateway_request_id":"{{{kept.ProviderJob.RequestId}}}","status":"ERROR","error":"Made up","payload":{"detail":"Made up"}}""",
        }.For(path.Public, Hook.AddressOf(kept));
        using (HttpResponseMessage taken = await http.SendAsync(hook))
        {
            ((int)taken.StatusCode).ShouldBe(200);
        }

        await PaidPath.UntilAsync(async () => (await path.JobAsync(answer.RequestId)).IsTerminal);
        await PaidPath.UntilAsync(() => Task.FromResult(spans.Ended.Any(s => s.OperationName == "follow")));
        Activity order = spans.Only("order"), submit = spans.Only("submit"), generate = spans.Only($"generate_content {kept.Model}"), webhook = spans.Only("process fal-ai webhook");
        order.ParentSpanId.ToHexString().ShouldBe("00f067aa0ba902b7");
        spans.Only("plan").ParentSpanId.ShouldBe(order.SpanId);
        spans.Only("preflight").ParentSpanId.ShouldBe(order.SpanId);
        submit.ParentSpanId.ShouldBe(order.SpanId);
        generate.ParentSpanId.ShouldBe(submit.SpanId);
        generate.Kind.ShouldBe(ActivityKind.Client);
        kept.TraceParent.ShouldBe(generate.Id);
        webhook.ParentSpanId.ShouldBe(generate.SpanId);
        webhook.Kind.ShouldBe(ActivityKind.Consumer);
        webhook.Links.ShouldHaveSingleItem().Context.TraceId.ShouldNotBe(order.TraceId);
        spans.Ended.ShouldAllBe(s => s.TraceStateString == State);
        spans.Ended.ShouldAllBe(s => s.Duration < TimeSpan.FromMinutes(5));
        foreach (Activity span in (Activity[])[submit, generate, webhook, .. spans.Ended.Where(s => s.OperationName == "follow")])
        {
            span.GetTagItem("videogen.job.id").ShouldBe(kept.Id);
            span.GetTagItem("videogen.request.id").ShouldBe(answer.RequestId);
            span.GetTagItem("videogen.segment.id").ShouldBe("SEGMENT_1");
            span.GetTagItem("videogen.project.id").ShouldBe("harbour");
            span.GetTagItem("videogen.episode.id").ShouldBe("e1");
            span.GetTagItem("videogen.provider.request.id").ShouldBe(kept.ProviderJob.RequestId);
        }
    }

    [Fact]
    public async Task A_delivered_clip_leaves_spans_of_its_download_and_its_storing()
    {
        const string Own = "4bf92f3577b34da6a3ce929d0e0e4799";
        using var spans = new SpanListener(Own);
        await using PaidPath path = await PaidPath.StartAsync();
        SynthesisAnswer answer = await path.Agent.Segments.SynthesizeAsync(
            new Order().Call() with { TraceParent = $"00-{Own}-00f067aa0ba902b7-01" }, null, CancellationToken.None) is VideoGen.Synthesis.Answer<SynthesisAnswer>.Given { Value: var given } ? given : throw new InvalidOperationException();
        answer.VideoSegments.ShouldHaveSingleItem();
        await PaidPath.UntilAsync(() => Task.FromResult(spans.Ended.Any(s => s.OperationName == "deliver")));
        Activity deliver = spans.Only("deliver");
        deliver.GetTagItem("videogen.take").ShouldBe(1);
        deliver.Events.Select(e => e.Name).ShouldContain("succeeded");
        spans.Only("download").ParentSpanId.ShouldBe(deliver.SpanId);
        spans.Only("store").ParentSpanId.ShouldBe(deliver.SpanId);
        string[] everywhere = ["videogen.project.id", "videogen.episode.id"], ofJobs = [.. everywhere, "videogen.request.id", "videogen.segment.id", "videogen.job.id", "videogen.provider.request.id"];
        foreach (Activity span in spans.Ended)
        {
            string[] ids = span.OperationName is "order" or "plan" or "preflight" ? everywhere : span.OperationName is "submit" ? ofJobs[..^1] : ofJobs;
            ids.ShouldAllBe(id => span.GetTagItem(id) != null, span.OperationName);
        }
    }

    [Fact]
    public async Task A_plan_names_the_trace_of_its_caller_or_one_of_its_own()
    {
        const string Callers = "4bf92f3577b34da6a3ce929d0e0e4701";
        await using Site site = await Site.StartAsync();
        string order = SampleOrders.Storyboard(1).ToJsonString();
        JsonNode named = await PlanAsync(site, order, $"00-{Callers}-00f067aa0ba902b7-01"), unnamed = await PlanAsync(site, order, null);

        ((string?)named["trace_id"]).ShouldBe(Callers);
        ((string?)unnamed["trace_id"]).ShouldNotBeNull().Length.ShouldBe(32);
        ((string?)named["plan_hash"]).ShouldBe((string?)unnamed["plan_hash"]);
    }

    private static async Task<JsonNode> PlanAsync(Site site, string order, string? traceParent)
    {
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Post, "v1/plans", body: order, headers: h =>
        {
            if (traceParent is not null)
            {
                h.Add("traceparent", traceParent);
            }
        });
        string body = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(200, body);
        return JsonNode.Parse(body)!;
    }
}
