using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;

namespace VideoGen.Cluster.Bench;

/// <summary>
/// Jobs in flight in no time: each is submitted to the simulator, which holds it, and written into the ledger by the port that the agent uses, as a
/// copy of a job that a node ordered. They belong to nobody at first, as after a power cut, so that the nodes take them over.
/// </summary>
internal sealed class Seeds(PostgresLedger ledger, Uri queue, WebhookRelay relay)
{
    private const int AtOnce = 64;
    private const int PerRequest = 5;
    private const string Number = "seed";
    private const string Held = "held";

    /// <summary>The number of their webhooks' address at the relay.</summary>
    public static string RelayNumber => Number;

    /// <summary>Makes them.</summary>
    /// <returns>Their requests, in the order in which the simulator got the jobs of them.</returns>
    public async Task<ImmutableArray<string>> SowAsync(string templateRequest, int count)
    {
        RequestRecord request = (await ledger.FindRequestAsync(templateRequest, default))!;
        Job job = (await ledger.ListJobsAsync(templateRequest, default))[0];
        int requests = count / PerRequest;
        string[] ids = new string[requests];
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce });
        http.DefaultRequestHeaders.Add("Authorization", "Key sim-key:sim-secret");
        http.DefaultRequestHeaders.Add("X-Sim-Behaviour", Held);
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, stop) =>
        {
            string id = $"req_{RandomNumberGenerator.GetHexString(20, lowercase: true)}";
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            Job[] jobs = await Task.WhenAll(Enumerable.Range(0, PerRequest).Select(index => SubmitAsync(http, job, id, index, now, stop)));
            RequestRecord record = request with { Id = id, RequestKey = null, OrderHash = null, EpisodeId = $"e{number}", CreatedAt = now };
            await ledger.CreateAsync(new NewRequest(record, [.. jobs.Select(j => j with { EpisodeId = record.EpisodeId })]), stop);
            ids[number] = id;
        });
        return [.. ids];
    }

    private async Task<Job> SubmitAsync(HttpClient http, Job template, string requestId, int index, DateTimeOffset now, CancellationToken stop)
    {
        string id = $"job_{RandomNumberGenerator.GetHexString(20, lowercase: true)}";
        string token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        string webhook = Uri.EscapeDataString($"{relay.AddressOf(Number)}/webhooks/fal/{id}.{token}");
        using var body = new StringContent(template.Payload!, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(new Uri($"{queue.AbsoluteUri.TrimEnd('/')}/{template.Model}?fal_webhook={webhook}"), body, stop);
        JsonNode taken = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(stop))!;
        return template with
        {
            Id = id,
            RequestId = requestId,
            SegmentIndex = index,
            SegmentId = $"SEGMENT_{index + 1}",
            ShotOrder = 1 + (2 * index),
            State = JobState.Running,
            WebhookToken = token,
            CreatedAt = now,
            SubmittedAt = now,
            RunningAt = now,
            NextTickAt = now,
            ProviderJob = template.ProviderJob! with
            {
                RequestId = (string)taken["request_id"]!,
                StatusUrl = Address(taken, "status_url"),
                ResponseUrl = Address(taken, "response_url"),
                CancelUrl = Address(taken, "cancel_url"),
            },
        };
    }

    private static Uri? Address(JsonNode taken, string name) => (string?)taken[name] is { } url ? new Uri(url) : null;
}
