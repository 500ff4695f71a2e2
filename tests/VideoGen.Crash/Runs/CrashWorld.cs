using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.Crash.Processes;
using VideoGen.Crash.Relays;
using VideoGen.Ledger.Sqlite;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.Crash.Runs;

/// <summary>
/// Everything outside the agents: the provider's simulator, the real CMS, and the relays between them and whatever agents live. Ends every
/// process that it started.
/// </summary>
internal sealed class CrashWorld : IAsyncDisposable
{
    private const string Quick = "0.3";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestFolder _folder = new();
    private readonly Lock _lock = new();
    private readonly List<RunningProgram> _agents = [];
    private readonly List<Uri> _servers = [];
    private readonly Dictionary<int, Uri> _addresses = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(10) };
    private readonly SqliteCms _cms = new();
    private RunningProgram? _simulator;
    private Relay? _falRelay, _cmsRelay, _hookRelay;
    private Uri? _fal;
    private volatile bool _cmsIsUp;
    private int _turn;

    /// <summary>What agents trip over.</summary>
    public Tripwire Wire { get; } = new();

    /// <summary>The ledger, beside the agents' own view of it.</summary>
    public SqliteLedger Ledger { get; private set; } = null!;

    /// <summary>Home folder that all agents share.</summary>
    public string Home => _folder["home"];

    /// <summary>The file of the ledger.</summary>
    public string LedgerFile => Path.Combine(Home, "ledger.db");

    /// <summary>The real CMS.</summary>
    public SqliteCms Cms => _cms;

    /// <summary>The simulator itself, without a relay.</summary>
    public Uri Fal => _fal!;

    /// <summary>False while the CMS is killed and starts again.</summary>
    public bool IsCmsUp => _cmsIsUp;

    /// <summary>Living agents.</summary>
    public RunningProgram[] Agents
    {
        get
        {
            lock (_lock)
            {
                return [.. _agents.Where(a => a.IsAlive)];
            }
        }
    }

    /// <summary>Starts what is outside.</summary>
    public async Task StartAsync()
    {
        Directory.CreateDirectory(Home);
        Ledger = new SqliteLedger(new SqliteLedgerOptions(LedgerFile), TimeProvider.System);
        Task cms = _cms.InitializeAsync();
        string[] pace = ["--port", "0", "--prepared-clips", "--clip-folder", _folder["clips"], "--queue-seconds", Quick, "--inference-seconds", Quick, "--concurrency", "8"];
        const string mark = "# fal simulator on ";
        string? said = null;
        _simulator = new RunningProgram(
            Programs.Start(ProgramFile.FalSimulator, pace, _folder.Path, new Dictionary<string, string>(StringComparer.Ordinal)),
            line => (said = line.StartsWith(mark, StringComparison.Ordinal) ? line[mark.Length..].Trim() : said) is not null && line is "# ready" ? said : null);
        _fal = new Uri(await _simulator.Ready.WaitAsync(Patience));
        await cms;
        _cmsIsUp = true;
        _falRelay = await Relay.StartAsync(Wire, () => _fal, Caller);
        _cmsRelay = await Relay.StartAsync(Wire, () => _cmsIsUp ? _cms.Address : null, Caller);
        _hookRelay = await Relay.StartAsync(Wire, AnyServer, (_, to) => ServerAt(to));
    }

    /// <summary>Starts a server on the ledger; ready once it listens.</summary>
    public async Task<RunningProgram> StartServerAsync()
    {
        const string mark = "Now listening on: ";
        RunningProgram server = Add(new RunningProgram(
            Programs.Start(ProgramFile.Server, [], Home, Settings()),
            line => line.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? line[(at + mark.Length)..].Trim() : null));
        var address = new Uri(await server.Ready.WaitAsync(Patience));
        lock (_lock)
        {
            _addresses[server.Id] = address;
            _servers.Add(address);
        }

        return server;
    }

    /// <summary>Starts a program of the command line that orders what somebody wants and waits for it.</summary>
    public async Task<RunningProgram> StartCommandAsync(Intent intent)
    {
        string file = _folder[$"{intent.Key}.json"];
        await File.WriteAllTextAsync(file, intent.Request(TimeSpan.Zero).ToJsonString());
        return Add(new RunningProgram(Programs.Start(ProgramFile.Videogen, ["generate", file, "--wait", "90"], Home, Settings()), _ => null));
    }

    /// <summary>Asks any living server for what somebody wants; null when no answer came.</summary>
    /// <param name="intent">What.</param>
    /// <param name="wait">Longest time for all of it to finish.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<JsonNode?> AskAsync(Intent intent, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (AnyServer() is not { } server)
        {
            return null;
        }

        try
        {
            using var body = new StringContent(intent.Request(wait).ToJsonString(), new MediaTypeHeaderValue("application/json"));
            using HttpResponseMessage answer = await _http.PostAsync(new Uri(server, "/v1/segments"), body, cancellationToken);
            string text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted ? JsonNode.Parse(text)
                : (int)answer.StatusCode >= 500 ? null
                : throw new InvalidOperationException($"{intent.Key} was refused: {text}");
        }
        catch (Exception died) when (died is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>Kills an agent; false when it was dead already.</summary>
    public async Task<bool> KillAsync(RunningProgram agent)
    {
        Forget(agent.Id);
        return await agent.KillAsync();
    }

    /// <summary>Kills the CMS and starts it again at its address.</summary>
    public async Task KillCmsAsync()
    {
        _cmsIsUp = false;
        await _cms.KillAsync();
        await _cms.StartAsync();
        _cmsIsUp = true;
    }

    /// <summary>Reads what the simulator really did.</summary>
    public async Task<JsonArray> TruthAsync() =>
        JsonNode.Parse(await _http.GetStringAsync(new Uri(Fal, "_sim/truth")))!["jobs"]!.AsArray();

    /// <summary>The agents' settings.</summary>
    public Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["VIDEOGEN_HOME"] = Home,
        ["VIDEOGEN_PROVIDER"] = "fal-ai",
        ["FAL_KEY"] = "sim-key:sim-secret",
        ["VIDEOGEN_FAL_QUEUE_URL"] = At(_falRelay!, "queue"),
        ["VIDEOGEN_FAL_SYNC_URL"] = At(_falRelay!, "sync"),
        ["VIDEOGEN_FAL_REST_URL"] = At(_falRelay!, "rest"),
        ["VIDEOGEN_FAL_JWKS_URL"] = At(_falRelay!, "rest/.well-known/jwks.json"),
        ["VIDEOGEN_FAL_PLATFORM_URL"] = At(_falRelay!, "platform"),
        ["VIDEOGEN_FAL_WEBHOOK_URL"] = _hookRelay!.Address.AbsoluteUri.TrimEnd('/'),
        ["VIDEOGEN_FAL_POLL_INTERVAL_SECONDS"] = "0.5",
        ["VIDEOGEN_FAL_HISTORY_COMPLETE_AFTER_MINUTES"] = "5",
        ["VIDEOGEN_FOLLOW_BACKGROUND_INTERVAL_SECONDS"] = "1",
        ["VIDEOGEN_PAYLOAD_URL"] = _cmsRelay!.Address.AbsoluteUri.TrimEnd('/'),
        ["PAYLOAD_API_KEY"] = CmsServer.Key,
        ["VIDEOGEN_SERVER_PORT"] = "0",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _agents.ForEach(a => a.Dispose());
        }

        foreach (Relay? relay in new[] { _falRelay, _cmsRelay, _hookRelay })
        {
            await (relay?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _simulator?.Dispose();
        await _cms.DisposeAsync();
        await Ledger.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    private static string At(Relay relay, string host) => new Uri(relay.Address, host).AbsoluteUri;

    private RunningProgram Add(RunningProgram agent)
    {
        lock (_lock)
        {
            _agents.RemoveAll(a => !a.IsAlive);
            _agents.Add(agent);
        }

        return agent;
    }

    private void Forget(int id)
    {
        lock (_lock)
        {
            if (_addresses.Remove(id, out Uri? address))
            {
                _servers.Remove(address);
            }
        }
    }

    private Uri? AnyServer()
    {
        lock (_lock)
        {
            return _servers.Count == 0 ? null : _servers[_turn++ % _servers.Count];
        }
    }

    private int ServerAt(Uri address)
    {
        lock (_lock)
        {
            return _addresses.FirstOrDefault(a => a.Value == address).Key;
        }
    }

    private int Caller(HttpContext context, Uri to) =>
        Peer.Of(new IPEndPoint(context.Connection.RemoteIpAddress!, context.Connection.RemotePort), Agents.Select(a => a.Id));
}
