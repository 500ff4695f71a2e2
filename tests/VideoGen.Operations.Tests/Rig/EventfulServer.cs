using System.Text;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.Jobs;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Operations.Tests.Rig;

/// <summary>
/// A server to which everything happens that metrics tell of: clips by webhook and by a look, failures, lost answers, a provider that answers
/// 503, webhooks that are late, forged or come twice, refused orders.
/// </summary>
internal static class EventfulServer
{
    private const string Fails = "The lamp breaks.";
    private const string IsFound = "The lamp is found at dawn.";
    private const string IsUnreachable = "The lamp is out of reach.";
    private const string IsLost = "The lamp is lost in the fog.";

    private static readonly BehaviourScript Script = new()
    {
        Rules =
        [
            new() { Prompt = Fails, Behaviours = ["fail=content_policy_violation"] },
            new() { Prompt = IsFound, Behaviours = ["slow=3", "webhook-missing"] },
            new() { Prompt = IsUnreachable, Behaviours = ["status-5xx=1", "webhook-missing"] },
            new() { Prompt = IsLost, Behaviours = ["submit-lost-after", "held"] },
        ],
    };

    public static async Task<PaidPath> StartAsync()
    {
        PaidPath path = await PaidPath.StartAsync(
            // Looks come so seldom that the webhook is first; the history of submits is never there, so that a lost one stays lost.
            fal: f => f with { PollIntervalSeconds = 2, ReadAttempts = 1, DayCapUsd = 500, PlatformUrl = new Uri("http://127.0.0.1:1") },
            settings: s => s with { Follow = s.Follow with { BackgroundIntervalSeconds = 1 }, Providers = s.Providers with { DayCapUsd = 900 } });
        path.Fal.Play(Script);
        return path;
    }

    /// <summary>Everything, once.</summary>
    public static async Task LiveAsync(PaidPath path)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        await OrderAsync(path.Local, new Order());
        await OrderAsync(path.Local, new Order { Words = Fails });
        await OrderAsync(path.Local, new Order { Words = IsFound, Wait = 0 });
        await OrderAsync(path.Local, new Order { Words = IsUnreachable, Wait = 0 });
        await OrderAsync(path.Local, new Order { ImageUrl = "http://127.0.0.1:1/still.png" });
        await McpAsync(http, path);
        await UntilEndedAsync(path);
        await HooksAsync(http, path, (await JobsAsync(path)).First(j => j.State is JobState.Succeeded));
    }

    /// <summary>An order whose submit reaches the provider and whose answer does not come back.</summary>
    public static Task LoseAsync(PaidPath path) => OrderAsync(path.Local, new Order { Words = IsLost, Wait = 0 });

    public static Task UntilEndedAsync(PaidPath path) =>
        PrometheusServer.UntilAsync(async () => (await JobsAsync(path)).All(j => j.IsTerminal), "A job does not end.");

    /// <summary>An order over REST; one whose stills cannot be fetched is refused, and no other.</summary>
    public static async Task OrderAsync(Uri server, Order order)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var body = new ByteArrayContent(order.Call().Json.ToArray()) { Headers = { ContentType = new("application/json") } };
        using HttpResponseMessage answer = await http.PostAsync(new Uri(server, "/v1/segments"), body);
        answer.IsSuccessStatusCode.ShouldBe(order.ImageUrl is null, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<IEnumerable<Job>> JobsAsync(PaidPath path) => await path.Agent.Ledger.ListNewestJobsAsync(100, CancellationToken.None);

    // After the end, once more the same, and one that nobody signed.
    private static async Task HooksAsync(HttpClient http, PaidPath path, Job job)
    {
        Hook hook = Hook.Of(job);
        foreach (int _ in (int[])[1, 2])
        {
            using HttpRequestMessage late = hook.For(path.Public, Hook.AddressOf(job));
            using HttpResponseMessage taken = await http.SendAsync(late);
            ((int)taken.StatusCode).ShouldBe(200);
        }

        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using HttpResponseMessage refused = await http.PostAsync(new Uri(path.Public, $"webhooks/fal/{Hook.AddressOf(job)}"), body);
        refused.IsSuccessStatusCode.ShouldBeFalse();
    }

    private static async Task McpAsync(HttpClient http, PaidPath path)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(path.Local, "mcp"))
        {
            Content = new StringContent(
                """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""", Encoding.UTF8, "application/json"),
        };
        call.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        using HttpResponseMessage answer = await http.SendAsync(call);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
