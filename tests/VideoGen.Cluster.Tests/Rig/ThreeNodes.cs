using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation;
using VideoGen.FalSimulation.Tests.Rig;
using VideoGen.Ledger.Postgres;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>Three nodes behind HAProxy on one PostgreSQL, one folder for stills and clips, and the fal simulator, which sends its webhooks to HAProxy.</summary>
#pragma warning disable CA1001 // xUnit disposes of it through IAsyncLifetime.
public class ThreeNodes : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly string Still = Convert.ToBase64String(TestPicture.Png(1280, 720));

    private readonly PostgresServer _database = new();
    private readonly int _port = Ports.Free();
    private HaProxy? _balancer;
    private Npgsql.NpgsqlDataSource? _queries;

    internal Node[] Nodes { get; private set; } = [];

    internal FalSimulator Fal { get; private set; } = null!;

    internal HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(3) };

    /// <summary>The ledger as the judge reads it.</summary>
    internal PostgresLedger Ledger { get; private set; } = null!;

    internal Uri Front => new($"http://127.0.0.1:{_port}/");

    /// <summary>Folder that the nodes share.</summary>
    internal string Home { get; } = Directory.CreateTempSubdirectory("videogen-cluster-").FullName;

    /// <summary>How long an order is at work.</summary>
    private protected virtual TimeSpan InferenceTime => TimeSpan.FromMilliseconds(500);

    /// <summary>Address of this machine at which the nodes reach the database.</summary>
    private protected virtual string DatabaseAddress => "127.0.0.1";

    /// <summary>Starts what the nodes need besides database and provider, and answers their settings for it.</summary>
    private protected virtual Task<IReadOnlyDictionary<string, string>> PrepareAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Where the load balancer looks for a node.</summary>
    private protected virtual NodeEndpoints[] EndpointsOf(Node node) => [node.Endpoints];

    private protected virtual Node Make(int number, IReadOnlyDictionary<string, string> variables) => new(number, Home, variables);

    public virtual async Task InitializeAsync()
    {
        Fal = await FalSimulator.StartAsync(new FalSimulatorOptions
        {
            Renderer = new PlainClips(),
            PreparedClips = true,
            CheckPictures = false,
            QueueTime = TimeSpan.FromMilliseconds(50),
            InferenceTime = InferenceTime,
            WebhookPauses = [TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)],
            FirstWebhookTimeout = TimeSpan.FromSeconds(5),
            Concurrency = 1_000,
            KeptJobs = 1_000_000, // a storm may go on for hours
        });
        IReadOnlyDictionary<string, string> own = await PrepareAsync();
        await _database.StartAsync(DatabaseAddress);
        var variables = new Dictionary<string, string>(Fal.Addresses.Environment.Concat(own), StringComparer.Ordinal)
        {
            ["VIDEOGEN_LEDGER_CONNECTION"] = _database.ConnectionTo("postgres", DatabaseAddress),
            ["VIDEOGEN_FAL_WEBHOOK_URL"] = Front.AbsoluteUri.TrimEnd('/'),
            ["VIDEOGEN_FAL_FRAME_TRANSFER"] = "data_uri",
            ["VIDEOGEN_FAL_POLL_INTERVAL_SECONDS"] = "2",
            ["VIDEOGEN_FOLLOW_MAX_LOOKS_PER_SECOND"] = "100",
            ["VIDEOGEN_PICTURES_ALLOW_PRIVATE_ADDRESSES"] = "true",
        };
        Nodes = [.. Enumerable.Range(1, 3).Select(i => Make(i, variables))];
        foreach (Node node in Nodes)
        {
            node.Start();
        }

        foreach (Node node in Nodes)
        {
            await node.ReadyAsync();
        }

        _balancer = LoadBalancer.Before(Nodes.SelectMany(EndpointsOf), _port);
        Ledger = new PostgresLedger(new PostgresLedgerOptions(_database.ConnectionTo("postgres")), TimeProvider.System);
        _queries = Npgsql.NpgsqlDataSource.Create(_database.ConnectionTo("postgres") + ";Maximum Pool Size=2");
        await UntilAsync("three nodes to be one cluster", async () => await LivingAsync() == 3 && await AnswersAsync());
    }

    public virtual async Task DisposeAsync()
    {
        _balancer?.Dispose();
        foreach (Node node in Nodes)
        {
            await node.DisposeAsync();
        }

        await (_queries?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Fal?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _database.DisposeAsync();
        Http.Dispose();
        Directory.Delete(Home, recursive: true);
    }

    /// <summary>An order of one segment, and when given how long the call waits.</summary>
    internal static StringContent Order(string key, double wait) => new(OrderJson(key, wait).ToJsonString(), Encoding.UTF8, "application/json");

    internal static JsonObject OrderJson(string key, double wait)
    {
        var stills = new JsonArray();
        var board = new JsonArray();
        foreach (string id in new[] { "SCENE_1_SHOT_1", "SCENE_1_SHOT_2" })
        {
            stills.Add(new JsonObject { ["frame_id"] = id, ["image_base64"] = Still });
            board.Add(new JsonObject { ["frame_id"] = id, ["description"] = $"The lamp turns above the sea, {key}.", ["camera_notes"] = "slow push in", ["duration_seconds"] = 2 });
        }

        return new JsonObject
        {
            ["request_key"] = key,
            ["generated_frames"] = stills,
            ["storyboard_frames"] = board,
            ["video_settings"] = new JsonObject(),
            ["project_context"] = new JsonObject { ["project_id"] = "harbour", ["episode_id"] = "e1" },
            ["wait_seconds"] = wait,
        };
    }

    /// <summary>Orders at an address.</summary>
    internal async Task<JsonNode> OrderAsync(Uri at, string key, double wait)
    {
        using StringContent order = Order(key, wait);
        using HttpResponseMessage answer = await Http.PostAsync(new Uri(at, "v1/segments"), order);
        string text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Reads a request at an address.</summary>
    internal async Task<JsonNode> ReadAsync(Uri at, string requestId, double wait = 0) =>
        JsonNode.Parse(await Http.GetStringAsync(new Uri(at, $"v1/requests/{requestId}?wait_seconds={wait}")))!;

    /// <summary>Starts a node again, as its supervisor would.</summary>
    internal static async Task StartAgainAsync(Node node)
    {
        node.Start();
        await node.ReadyAsync();
    }

    /// <summary>The name in the ledger of a node that lives.</summary>
    internal async Task<string> NameAsync(Node node) => (string)(await QueryAsync(
        $"select document ->> 'name' from node where address like '{node.Endpoints.ClusterAddress}:{node.Endpoints.ClusterPort}@%' and document ->> 'status' = 'Active' order by alive_at desc limit 1"))!;

    /// <summary>Unfinished jobs of an owner.</summary>
    internal async Task<long> OwnedAsync(string owner) => (long)(await QueryAsync($"select count(*) from job where owner = '{owner}' and due_at is not null"))!;

    /// <summary>Unfinished jobs of requests.</summary>
    internal async Task<long> UnfinishedAsync(IEnumerable<string> requests) => (long)(await QueryAsync(
        $"select count(*) from job where request_id in ({string.Join(", ", requests.Select(r => $"'{r}'"))}) and due_at is not null"))!;

    /// <summary>Every job that is not finished, with its row as text.</summary>
    internal async Task<IReadOnlyList<(string JobId, string Row)>> UnfinishedAsync()
    {
        await using Npgsql.NpgsqlCommand command = _queries!.CreateCommand(
            "select id, (to_jsonb(job) - 'document')::text || ', fault ' || coalesce(document ->> 'trouble', 'none') || ', read ' || extract(epoch from now()) from job where due_at is not null order by number");
        await using Npgsql.NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }

    /// <summary>Jobs that are finished.</summary>
    internal async Task<long> EndedAsync() => (long)(await QueryAsync("select count(*) from job where due_at is null"))!;

    internal async Task<long> LivingAsync() => (long)(await QueryAsync("select count(*) from node where document ->> 'status' = 'Active'"))!;

    /// <summary>The database goes away at once, and comes back after something else has happened.</summary>
    internal async Task WithoutDatabaseAsync(Func<Task> meanwhile)
    {
        await _database.DownAsync();
        await meanwhile();
        await _database.UpAsync();
        _queries!.Clear(); // whose connections ended with it
    }

    /// <summary>Waits for something, and answers how long it took.</summary>
    internal static async Task<TimeSpan> UntilAsync(string what, Func<Task<bool>> isTrue, TimeSpan? patience = null)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!await isTrue())
        {
            if (Stopwatch.GetElapsedTime(begun) > (patience ?? TimeSpan.FromMinutes(3)))
            {
                throw new TimeoutException($"Waited in vain for {what}.");
            }

            await Task.Delay(Look, TimeProvider.System);
        }

        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Whether the load balancer knows a node that is ready.</summary>
    internal async Task<bool> AnswersAsync()
    {
        try
        {
            using HttpResponseMessage answer = await Http.GetAsync(new Uri(Front, "health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<object?> QueryAsync(string sql)
    {
        await using Npgsql.NpgsqlCommand command = _queries!.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
