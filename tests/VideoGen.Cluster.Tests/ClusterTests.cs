using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.FalSimulation.Truth;
using VideoGen.Jobs;
using VideoGen.Simulation.Oracles;
using Xunit.Abstractions;

namespace VideoGen.Cluster.Tests;

/// <summary>Three real nodes, killed, paused and cut off from their database: nothing is lost, nothing is bought twice.</summary>
public sealed class ClusterTests(ThreeNodes cluster, ITestOutputHelper output) : IClassFixture<ThreeNodes>, IAsyncLifetime
{
    private const int Callers = 6;
    private static readonly TimeSpan AfterAKill = TimeSpan.FromSeconds(10);
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
    public async Task What_a_killed_node_left_is_taken_over_and_a_webhook_does_not_wait_for_that()
    {
        cluster.Fal.Play("held");
        string[] requests = await OrderAtAsync(cluster.Nodes[0], "killed", 6);
        string name = await cluster.NameAsync(cluster.Nodes[0]);
        (await cluster.OwnedAsync(name)).ShouldBeGreaterThanOrEqualTo(6);

        await cluster.Nodes[0].KillAsync();
        TimeSpan takenOver = await ThreeNodes.UntilAsync("its jobs to be taken over", async () => await cluster.OwnedAsync(name) == 0);
        output.WriteLine($"taken over {takenOver.TotalSeconds:0.0} s after a kill");
        await ReleaseAsync(requests.Length);
        cluster.Fal.Play("");
        await EndedAsync(requests, cluster.Nodes[1]);
        await ThreeNodes.StartAgainAsync(cluster.Nodes[0]);

        takenOver.ShouldBeLessThan(AfterAKill * Slow);
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

    [Fact]
    public async Task A_node_that_is_asked_to_stop_gives_its_jobs_back()
    {
        cluster.Fal.Play("held");
        string[] requests = await OrderAtAsync(cluster.Nodes[2], "stopped", 6);
        string name = await cluster.NameAsync(cluster.Nodes[2]);

        await cluster.Nodes[2].SignalAsync("TERM");
        (await cluster.Nodes[2].EndedAsync()).ShouldBe(0, cluster.Nodes[2].Output);
        (await cluster.OwnedAsync(name)).ShouldBe(0);
        await ReleaseAsync(requests.Length);
        cluster.Fal.Play("");
        await EndedAsync(requests, cluster.Nodes[0]);
        await ThreeNodes.StartAgainAsync(cluster.Nodes[2]);
    }

    [Fact]
    public async Task A_storm_of_faults_loses_nothing_and_buys_nothing_twice()
    {
        await cluster.Http.PutAsync(
            new Uri(cluster.Fal.Addresses.Root, "_sim/script"),
            new StringContent("""{"seed":7,"rules":[],"chance":{"webhook-duplicate=3":0.2,"webhook-late=4":0.15,"webhook-missing":0.1,"submit-lost-after":0.05,"requeue":0.1}}"""));
        using var over = new CancellationTokenSource();
        var accepted = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        Task[] callers = [.. Enumerable.Range(0, Callers).Select(c => CallAsync(c, accepted, over.Token))];

        await FaultsAsync();
        await over.CancelAsync();
        await Task.WhenAll(callers);
        await ThreeNodes.UntilAsync("every job to end", async () => await cluster.Ledger.CountPendingAsync(CancellationToken.None) == 0, TimeSpan.FromMinutes(4));

        await JudgeAsync(accepted);
    }

    // One after the other, never two nodes away at once.
    private async Task FaultsAsync()
    {
        var pause = TimeSpan.FromSeconds(3);
        for (int i = 0; i < 3; i++)
        {
            Node node = cluster.Nodes[i];
            await Task.Delay(pause, TimeProvider.System);
            await node.KillAsync();
            await Task.Delay(pause, TimeProvider.System);
            await ThreeNodes.StartAgainAsync(node);
        }

        Node paused = cluster.Nodes[0];
        await paused.SignalAsync("STOP");
        await ThreeNodes.UntilAsync("a paused node to be found dead", async () => await cluster.LivingAsync() == 2);
        await Task.Delay(pause, TimeProvider.System);
        await paused.SignalAsync("CONT");
        await paused.EndedAsync();
        await ThreeNodes.StartAgainAsync(paused);

        // A short pause harms nobody, found dead or not.
        await cluster.Nodes[1].SignalAsync("STOP");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        await cluster.Nodes[1].SignalAsync("CONT");
        await cluster.WithoutDatabaseAsync(TimeSpan.FromSeconds(5));
        await Task.Delay(pause, TimeProvider.System);
        foreach (Node node in cluster.Nodes)
        {
            await node.SignalAsync("TERM");
            await node.EndedAsync();
            await ThreeNodes.StartAgainAsync(node);
        }
    }

    // As people and programs do: an answer that does not come is asked for again with the same key.
    private async Task CallAsync(int caller, ConcurrentDictionary<string, string> accepted, CancellationToken over)
    {
        for (int i = 0; !over.IsCancellationRequested; i++)
        {
            string key = $"storm-{caller}-{i}";
            JsonNode? answer;
            while ((answer = await TryOrderAsync(key)) is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, CancellationToken.None); // asked until it is answered, so that each key is one order
            }

            accepted[key] = (string)answer["request_id"]!;
        }
    }

    // Null where no node answered, or one that cannot just now. What a node refuses it would refuse again: that fails the test.
    private async Task<JsonNode?> TryOrderAsync(string key)
    {
        try
        {
            using StringContent order = ThreeNodes.Order(key, wait: 10);
            using HttpResponseMessage answer = await cluster.Http.PostAsync(new Uri(cluster.Front, "v1/segments"), order);
            string text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode >= 500)
            {
                return null;
            }

            answer.IsSuccessStatusCode.ShouldBeTrue($"{answer.StatusCode}: {text}");
            return JsonNode.Parse(text)!;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    // Whether the job learned from its webhook that the clip is there.
    private async Task<bool> IsEndHeardAsync(string requestId)
    {
        Job job = (await cluster.Ledger.ListJobsAsync(requestId, CancellationToken.None)).ShouldHaveSingleItem();
        return (await cluster.Ledger.ListEventsAsync(job.Id, CancellationToken.None)).Any(e => e is { To: JobState.Downloading, Source: EventSource.Webhook });
    }

    private async Task JudgeAsync(ConcurrentDictionary<string, string> accepted)
    {
        var broken = new List<string>();
        var judge = new JobJudgement((promise, what) => broken.Add($"{promise}: {what}"));
        Job[] jobs = [.. await cluster.Ledger.ListNewestJobsAsync(100_000, CancellationToken.None)];
        RequestRecord[] requests = [.. await cluster.Ledger.ListRequestsAsync(100_000, CancellationToken.None)];
        foreach (Job job in jobs)
        {
            judge.JudgeEnd(job);
            judge.JudgeHistory(job, await cluster.Ledger.ListEventsAsync(job.Id, CancellationToken.None), thanked: 0);
        }

        judge.JudgeKeys(requests);
        judge.JudgePlaces(jobs);
        broken.ShouldBeEmpty();

        foreach ((string key, string id) in accepted)
        {
            requests.Where(r => r.Id == id).ShouldHaveSingleItem($"{key} was answered with {id}");
        }

        // What the provider has, by the address that each order named for its webhook: the job's own.
        TruthJob[] orders = [.. cluster.Fal.Truth.Jobs];
        string[] twice = [.. orders.GroupBy(o => o.WebhookUrl, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {g.Count()}")];
        twice.ShouldBeEmpty();
        string[] lost = [.. orders.Select(o => o.RequestId).Except(jobs.Select(j => j.ProviderJob?.RequestId ?? ""), StringComparer.Ordinal)];
        lost.ShouldBeEmpty();
        Job[] failed = [.. jobs.Where(j => j.State is not JobState.Succeeded)];
        output.WriteLine($"{accepted.Count} orders answered in the storm, {jobs.Length} jobs in all, {orders.Length} orders at the provider, none lost, none twice; not delivered: {string.Join(", ", failed.GroupBy(j => j.Failure?.Error).Select(g => $"{g.Key} {g.Count()}"))}");
        failed.Where(j => j.ProviderJob is not null).Select(j => $"{j.Id} {j.State} {j.Failure?.Message}").ShouldBeEmpty();
        accepted.Count.ShouldBeGreaterThan(Callers);
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
