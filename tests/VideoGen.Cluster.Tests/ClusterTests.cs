using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Jobs;
using Xunit.Abstractions;

namespace VideoGen.Cluster.Tests;

/// <summary>Three real nodes that share a folder: who answers, who is woken, and who goes on with what a node had that hangs.</summary>
public sealed class ClusterTests(ThreeNodes cluster, ITestOutputHelper output) : IClassFixture<ThreeNodes>, IAsyncLifetime
{
    private static readonly TimeSpan AfterAPause = TimeSpan.FromSeconds(20);

    // A machine that does a hundred other things is slow: what a promise says in seconds is measured and reported, and held to this many times that.
    private const int Slow = 4;

    public Task InitializeAsync()
    {
        cluster.Fal.Play(""); // whatever the one before left
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Any_node_answers_for_a_request_and_hands_out_its_clip()
    {
        JsonNode made = await cluster.OrderAsync(cluster.Nodes[0].Root, "anywhere", wait: 90);
        string id = (string)made["request_id"]!;

        foreach (Node node in cluster.Nodes)
        {
            JsonNode read = await cluster.ReadAsync(node.Root, id);
            Delivered(read);
            string clip = new Uri((string)read["video_segments"]![0]!["video_url"]!).AbsolutePath;
            (await cluster.Http.GetByteArrayAsync(new Uri(node.Root, clip))).Length.ShouldBeGreaterThan(1000);
            string events = await cluster.Http.GetStringAsync(new Uri(node.Root, $"v1/requests/{id}/events"));
            events.ShouldContain("event: answer");
        }

        // A stream that broke off on one node goes on behind its position on another.
        string first = await cluster.Http.GetStringAsync(new Uri(cluster.Nodes[0].Root, $"v1/requests/{id}/events"));
        string[] positions = [.. first.Split('\n').Where(l => l.StartsWith("id:", StringComparison.Ordinal)).Select(l => l[3..].Trim())];
        using var rest = new HttpRequestMessage(HttpMethod.Get, new Uri(cluster.Nodes[1].Root, $"v1/requests/{id}/events"));
        rest.Headers.Add("Last-Event-ID", positions[^2]);
        using HttpResponseMessage more = await cluster.Http.SendAsync(rest);
        (await more.Content.ReadAsStringAsync()).Split('\n').Count(l => l.StartsWith("id:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_on_any_node_wakes_the_call_that_waits_on_another()
    {
        const int Orders = 12;
        cluster.Fal.Play("held");
        var took = new List<TimeSpan>();
        int byWebhook = 0;
        for (int i = 0; i < Orders; i++)
        {
            Task<JsonNode> waiting = cluster.OrderAsync(cluster.Nodes[i % 3].Root, $"wake-{i}", wait: 90);
            await HeldAsync(1);
            long released = await ReleaseAsync(1);
            JsonNode answer = await waiting;
            took.Add(Stopwatch.GetElapsedTime(released));
            Delivered(answer);
            byWebhook += await IsEndHeardAsync((string)answer["request_id"]!) ? 1 : 0;
        }

        cluster.Fal.Play("");
        took.Sort();
        output.WriteLine($"from the end at the provider to the answer with the clip: median {took[Orders / 2].TotalMilliseconds:0} ms, longest {took[^1].TotalMilliseconds:0} ms; {byWebhook} of {Orders} by the webhook");
        byWebhook.ShouldBeGreaterThan(0, "looks at the provider are slower, as a rule");
    }

    [Fact]
    public async Task A_paused_nodes_jobs_end_elsewhere_and_it_ends_itself_when_it_wakes()
    {
        cluster.Fal.Play("held");
        string[] requests = await OrderAtAsync(cluster.Nodes[1], "paused", 6);
        string name = await cluster.NameAsync(cluster.Nodes[1]);

        await cluster.Nodes[1].SignalAsync("STOP");
        long stopped = Stopwatch.GetTimestamp();
        await ReleaseAsync(requests.Length);
        cluster.Fal.Play("");
        await EndedAsync(requests, cluster.Nodes[2]);
        output.WriteLine($"jobs of a paused node ended {Stopwatch.GetElapsedTime(stopped).TotalSeconds:0.0} s after the pause, by their webhooks");
        await ThreeNodes.UntilAsync("the others to find it dead", async () => await cluster.LivingAsync() == 2 && await cluster.OwnedAsync(name) == 0);
        TimeSpan found = Stopwatch.GetElapsedTime(stopped);
        output.WriteLine($"found dead and taken over {found.TotalSeconds:0.0} s after the pause");
        await cluster.Nodes[1].SignalAsync("CONT");

        (await cluster.Nodes[1].EndedAsync()).ShouldBe(75);
        await ThreeNodes.StartAgainAsync(cluster.Nodes[1]);
        found.ShouldBeLessThan(AfterAPause * Slow);
    }

    // Whether the job learned from its webhook that the clip is there.
    private async Task<bool> IsEndHeardAsync(string requestId)
    {
        Job job = (await cluster.Ledger.ListJobsAsync(requestId, CancellationToken.None)).ShouldHaveSingleItem();
        return (await cluster.Ledger.ListEventsAsync(job.Id, CancellationToken.None)).Any(e => e is { To: JobState.Downloading, Source: EventSource.Webhook });
    }

    private async Task<string[]> OrderAtAsync(Node node, string name, int count)
    {
        string[] ids = [.. (await Task.WhenAll(Enumerable.Range(0, count).Select(i => cluster.OrderAsync(node.Root, $"{name}-{i}", wait: 0)))).Select(a => (string)a["request_id"]!)];
        await HeldAsync(count);
        return ids;
    }

    private Task<TimeSpan> HeldAsync(int count) => ThreeNodes.UntilAsync(
        "orders to be at work", () => Task.FromResult(cluster.Fal.Truth.Jobs.Count(j => j.StartedAt is not null && j.EndedAt is null) >= count));

    // Held is who has done its work; when the last of them was let go.
    private async Task<long> ReleaseAsync(int count)
    {
        int released = 0;
        await ThreeNodes.UntilAsync("orders to be held", () => Task.FromResult((released += cluster.Fal.Release()) >= count));
        return Stopwatch.GetTimestamp();
    }

    private static void Delivered(JsonNode answer)
    {
        ((string)answer["status"]!).ShouldBe("finished", answer.ToJsonString());
        answer["video_segments"]!.AsArray().Count.ShouldBe(1, answer.ToJsonString());
    }

    private async Task EndedAsync(string[] requests, Node at)
    {
        foreach (string id in requests)
        {
            Delivered(await cluster.ReadAsync(at.Root, id, wait: 90));
        }
    }
}
