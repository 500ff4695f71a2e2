using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.Crash.Judgements;
using VideoGen.Crash.Processes;
using VideoGen.Crash.Relays;
using VideoGen.Ledger.Sqlite;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.Crash.Runs;

/// <summary>
/// Everything outside the agents: the simulators of the providers, the real CMS, and the relays between them and whatever agents live. Ends every
/// process that it started.
/// </summary>
internal sealed class CrashWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestFolder _folder = new();
    private readonly Lock _lock = new();
    private readonly List<RunningProgram> _agents = [];
    private readonly List<Uri> _servers = [];
    private readonly Dictionary<int, Uri> _addresses = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(10) };
    private readonly SqliteCms _cms = new();
    private readonly Dictionary<string, VendorSite> _vendors = new(StringComparer.Ordinal);
    private Relay? _cmsRelay, _hookRelay;
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

    /// <summary>The providers.</summary>
    public IReadOnlyCollection<VendorSite> Vendors => _vendors.Values;

    /// <summary>One of them, by its wire name.</summary>
    public VendorSite Vendor(string provider) => _vendors[provider];

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
        foreach (string provider in VendorSite.Providers)
        {
            _vendors[provider] = await VendorSite.StartAsync(provider, _folder.Path, own => Relay.StartAsync(Wire, () => own, Caller), Patience);
        }

        await cms;
        _cmsIsUp = true;
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

    /// <summary>Reads what the simulators really did.</summary>
    public async Task<ProviderTruth[]> TruthAsync() => [.. (await Task.WhenAll(Vendors.Select(v => v.TruthAsync(_http)))).SelectMany(t => t)];

    /// <summary>The agents' settings.</summary>
    public Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["VIDEOGEN_HOME"] = Home,
        ["VIDEOGEN_PROVIDER"] = "fal-ai",
        ["FAL_KEY"] = "sim-key:sim-secret",
        ["VIDEOGEN_FAL_QUEUE_URL"] = Vendor("fal-ai").At("queue"),
        ["VIDEOGEN_FAL_SYNC_URL"] = Vendor("fal-ai").At("sync"),
        ["VIDEOGEN_FAL_REST_URL"] = Vendor("fal-ai").At("rest"),
        ["VIDEOGEN_FAL_JWKS_URL"] = Vendor("fal-ai").At("rest/.well-known/jwks.json"),
        ["VIDEOGEN_FAL_PLATFORM_URL"] = Vendor("fal-ai").At("platform"),
        ["VIDEOGEN_FAL_WEBHOOK_URL"] = _hookRelay!.Address.AbsoluteUri.TrimEnd('/'),
        ["VIDEOGEN_FAL_POLL_INTERVAL_SECONDS"] = "0.5",
        ["VIDEOGEN_FAL_HISTORY_COMPLETE_AFTER_MINUTES"] = "5",
        ["OPENROUTER_API_KEY"] = "sk-or-v1-simulator",
        ["OPENROUTER_WEBHOOK_SECRET"] = "whsec_simulator",
        ["VIDEOGEN_OPENROUTER_API_URL"] = Vendor("openrouter").At("api/v1"),
        ["VIDEOGEN_OPENROUTER_WEBHOOK_URL"] = _hookRelay!.Address.AbsoluteUri.TrimEnd('/'),
        ["VIDEOGEN_OPENROUTER_POLL_INTERVAL_SECONDS"] = "0.5",
        ["RUNWAYML_API_SECRET"] = "key_simulator",
        ["VIDEOGEN_RUNWAY_API_URL"] = Vendor("runway").At(""),
        ["VIDEOGEN_RUNWAY_POLL_INTERVAL_SECONDS"] = "5",
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

        foreach (IAsyncDisposable? relay in new IAsyncDisposable?[] { _cmsRelay, _hookRelay }.Concat(_vendors.Values))
        {
            await (relay?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await _cms.DisposeAsync();
        await Ledger.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

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
