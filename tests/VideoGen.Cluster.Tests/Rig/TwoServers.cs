using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using VideoGen.Access;
using VideoGen.FalSimulation;
using VideoGen.Host.Access;
using VideoGen.Host.Configuration;
using VideoGen.Ledger.Postgres;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Server;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Server.Tests.Rig;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>
/// Two nodes of one cluster in this process, A and B, on one PostgreSQL and one folder, before the fal simulator, which sends its webhooks to A. Everybody
/// needs a token. What a death or a pause does is not for these: those are processes of their own.
/// </summary>
#pragma warning disable CA1001 // xUnit disposes of it through IAsyncLifetime.
public class TwoServers : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly TestFolder _home = new();
    private readonly PostgresServer _database = new();
    private readonly List<VideoGenServer> _servers = [];
    private IReadOnlyDictionary<string, string> _own = new Dictionary<string, string>(StringComparer.Ordinal);

    internal FalSimulator Fal { get; private set; } = null!;

    internal HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(10) };

    internal VideoGenServer ServerA => _servers[0];

    internal VideoGenServer ServerB => _servers[1];

    internal Uri A { get; } = new($"http://127.0.0.1:{Ports.Free()}/");

    internal Uri B { get; } = new($"http://127.0.0.1:{Ports.Free()}/");

    internal TokenFile Tokens { get; private set; } = null!;

    /// <summary>A token of somebody who may do all of it.</summary>
    internal string Token { get; private set; } = "";

    internal string Home => _home.Path;

    internal string Connection => _database.ConnectionTo("postgres");

    /// <summary>Starts what the nodes need besides database and provider, and answers their variables for it.</summary>
    private protected virtual Task<IReadOnlyDictionary<string, string>> PrepareAsync() => Task.FromResult(_own);

    public async Task InitializeAsync()
    {
        _own = await PrepareAsync();
        await _database.StartAsync();
        await using (var ledger = new PostgresLedger(new PostgresLedgerOptions(Connection), TimeProvider.System))
        {
            await ledger.UpgradeAsync(CancellationToken.None);
        }

        Fal = await FalSimulator.StartAsync(new FalSimulatorOptions
        {
            Renderer = new PlainClips(),
            PreparedClips = true,
            CheckPictures = false,
            QueueTime = TimeSpan.FromMilliseconds(20),
            InferenceTime = TimeSpan.FromMilliseconds(100),
            Concurrency = 100,
        });
        Tokens = new TokenFile(Home, TimeProvider.System);
        Token = NewToken("ann", Scopes.Read | Scopes.Spend | Scopes.Operate);
        _servers.Add(await StartAsync(SettingsOf(A, Home)));
        _servers.Add(await StartAsync(SettingsOf(B, Home)));
    }

    public virtual async Task DisposeAsync()
    {
        foreach (VideoGenServer server in _servers)
        {
            await server.DisposeAsync();
        }

        await Fal.DisposeAsync();
        await _database.DisposeAsync();
        Http.Dispose();
        _home.Dispose();
    }

    internal string NewToken(string name, Scopes scopes = Scopes.Read | Scopes.Spend)
    {
        Tokens.Add(name, scopes, out string token).ShouldBeNull();
        return token;
    }

    /// <summary>Settings of a node.</summary>
    /// <param name="at">Where callers find it.</param>
    /// <param name="home">Its folder.</param>
    internal Settings SettingsOf(Uri at, string home)
    {
        var reading = SettingsReader.Read(new SettingsSources { Environment = VariablesOf(at, home), WorkingFolder = home });
        return reading.ShouldBeOfType<SettingsReading.Usable>((reading as SettingsReading.Unusable)?.Problems.FirstOrDefault()?.ToString()).Settings;
    }

    /// <summary>Variables of a node.</summary>
    internal Dictionary<string, string> VariablesOf(Uri at, string home) => new(Fal.Addresses.Environment.Concat(_own), StringComparer.Ordinal)
    {
        ["VIDEOGEN_HOME"] = home,
        ["VIDEOGEN_PROVIDER"] = "fal-ai",
        ["VIDEOGEN_LEDGER_CONNECTION"] = Connection,
        ["VIDEOGEN_CLUSTER_ADDRESS"] = "127.0.0.1",
        ["VIDEOGEN_CLUSTER_PORT"] = $"{Ports.Free()}",
        ["VIDEOGEN_SERVER_PORT"] = $"{at.Port}",
        ["VIDEOGEN_ACCESS_REQUIRE_TOKEN"] = "true",
        ["VIDEOGEN_FAL_WEBHOOK_URL"] = $"http://127.0.0.1:{A.Port}",
        ["VIDEOGEN_FAL_FRAME_TRANSFER"] = "data_uri",
        ["VIDEOGEN_FAL_POLL_INTERVAL_SECONDS"] = "2",
        ["VIDEOGEN_FOLLOW_MAX_LOOKS_PER_SECOND"] = "100",
        ["VIDEOGEN_PICTURES_ALLOW_PRIVATE_ADDRESSES"] = "true",
    };

    internal McpCalls Mcp(Uri at) => new(new Uri(at, "mcp")) { Token = Token };

    /// <summary>Calls an address.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, string? token, Action<HttpRequestHeaders>? headers = null, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        headers?.Invoke(request.Headers);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Orders one segment at a node. Answers the request.</summary>
    internal async Task<string> OrderAsync(Uri at, string key, double wait = 0)
    {
        using StringContent order = ThreeNodes.Order(key, wait);
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Post, new Uri(at, "v1/segments"), Token, body: order);
        string text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{answer.StatusCode}: {text}");
        return (string)JsonNode.Parse(text)!["request_id"]!;
    }

    /// <summary>Reads what a node says at an address.</summary>
    internal async Task<string> ReadAsync(Uri node, string path)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, new Uri(node, path), Token);
        string text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{answer.StatusCode}: {text}");
        return text;
    }

    /// <summary>Ends jobs that the provider holds, once there are some.</summary>
    internal Task ReleaseAsync() => ThreeNodes.UntilAsync("orders to be held", () => Task.FromResult(Fal.Release() > 0));

    private async Task<VideoGenServer> StartAsync(Settings settings)
    {
        var server = new VideoGenServer(settings, TimeProvider.System, Fal.Addresses.Environment.Concat(_own).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal).GetValueOrDefault, logging => logging.ClearProviders());
        await server.StartAsync();
        return server;
    }
}
