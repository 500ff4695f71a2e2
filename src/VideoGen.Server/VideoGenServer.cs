using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ModelContextProtocol.Server;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Mcp;
using VideoGen.Server.Health;
using VideoGen.Server.Mcp;
using VideoGen.Server.Media;
using VideoGen.Server.Webhooks;

namespace VideoGen.Server;

/// <summary>
/// <c>videogen-server</c>: follows jobs in the background, serves MCP and takes webhooks. Everything but the webhook address listens on
/// loopback.
/// </summary>
internal sealed class VideoGenServer : IAsyncDisposable
{
    private const int MaxConnections = 1000;
    private const int EnvelopeBytes = 64 * 1024; // what MCP puts around a request
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly SessionTable _sessions;

    /// <summary>A server, not yet listening.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="time">Clock.</param>
    /// <param name="environment">Value of an environment variable, or null: where keys come from; null for the process's own.</param>
    /// <param name="logging">More places for the log to go to.</param>
    /// <param name="extras">Tools beside the agent's own; the program itself has none, and no setting brings any.</param>
    public VideoGenServer(
        Settings settings, TimeProvider time, Func<string, string?>? environment = null, Action<ILoggingBuilder>? logging = null, McpExtras? extras = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "videogen-server" });
        builder.Configuration.Sources.Clear(); // settings come from one place, and nothing else can turn on a log that shows addresses
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning); // request lines would show the secret of a webhook address
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging?.Invoke(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings.Server));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        _app = builder.Build();
        ILogger log = _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("videogen");
        Agent = new AgentHost(settings, time, log, environment);
        _app.Use(PublicListener.WebhooksOnlyAsync);
        var webhooks = new WebhookEndpoint(Agent, settings.Fal.WebhookMaxBytes, time, _app.Services.GetRequiredService<ILogger<WebhookEndpoint>>());
        webhooks.Map(_app);
        HealthEndpoint.Map(_app, Agent);
        ClipEndpoint.Map(_app, settings);
        McpServerOptions tools = Tools(time, log, extras);
        _sessions = new SessionTable(tools, settings.Server.MaxSessions, TimeSpan.FromMinutes(settings.Server.SessionIdleMinutes), time);
        new McpEndpoint(tools, new LoopbackAccess(), _sessions, settings.MaxRequestBytes + EnvelopeBytes, _app.Lifetime.ApplicationStopping).Map(_app);
    }

    /// <summary>The agent that it serves.</summary>
    public AgentHost Agent { get; }

    /// <summary>Addresses it listens to, once started.</summary>
    public IEnumerable<string> Addresses => _app.Urls;

    /// <summary>Starts to listen and takes up every unfinished job.</summary>
    public async Task StartAsync()
    {
        await _app.StartAsync();
        await Agent.TakeUpAsync(CancellationToken.None);
    }

    /// <summary>Runs until it is told to stop; then no new work begins and what is unfinished stays in the ledger.</summary>
    public async Task RunAsync()
    {
        await StartAsync();
        await UntilStoppedAsync();
    }

    /// <summary>Waits until a started server is told to stop and has stopped.</summary>
    public Task UntilStoppedAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _sessions.DisposeAsync();
        await Agent.DisposeAsync();
    }

    private McpServerOptions Tools(TimeProvider time, ILogger log, McpExtras? extras)
    {
        var host = new McpHost
        {
            Version = typeof(VideoGenServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            Ids = new RandomIds(time),
            Log = log,
            Ending = _app.Lifetime.ApplicationStopping,
        };
        McpServerOptions options = McpTools.CreateOptions(new(Agent.Segments, Agent.Register, Agent.Parts.Catalog), host, extras?.Tasks ?? []);
        extras?.Add(options);
        return options;
    }

    private static void Listen(KestrelServerOptions kestrel, ServerSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Listen(IPAddress.Parse(settings.Address), settings.Port);
        if (settings.WebhookPort is { } port)
        {
            kestrel.ListenAnyIP(port, PublicListener.Mark);
        }
    }
}
