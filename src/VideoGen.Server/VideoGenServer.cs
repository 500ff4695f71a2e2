using System.Collections.Immutable;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VideoGen.Contract;
using VideoGen.Host.Access;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Server.Access;
using VideoGen.Server.Board;
using VideoGen.Server.Failures;
using VideoGen.Server.Health;
using VideoGen.Server.Logging;
using VideoGen.Server.Mcp;
using VideoGen.Server.Media;
using VideoGen.Server.Rest;
using VideoGen.Server.Telemetry;
using VideoGen.Server.Traffic;
using VideoGen.Server.Webhooks;

namespace VideoGen.Server;

/// <summary>
/// <c>videogen-server</c>: follows jobs in the background, takes webhooks, and serves the agent's verbs and clips to callers it knows.
/// </summary>
internal sealed class VideoGenServer : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly ServerTelemetry _telemetry;
    private readonly Settings _settings;
    private readonly TimeProvider _time;
    private bool _isApart;

    /// <summary>A server, not yet listening.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="time">Clock.</param>
    /// <param name="environment">Value of an environment variable, or null: where keys come from; null for the process's own.</param>
    /// <param name="logging">More places for the log to go to.</param>
    /// <param name="levels">What the operator says of the log's categories; null for nothing.</param>
    /// <param name="extras">MCP tools beside the agent's own; the program itself has none, and no setting brings any.</param>
    public VideoGenServer(
        Settings settings, TimeProvider time, Func<string, string?>? environment = null, Action<ILoggingBuilder>? logging = null, McpExtras? extras = null,
        LogLevels? levels = null)
    {
        (_settings, _time) = (settings, time);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "videogen-server" });
        builder.Configuration.Sources.Clear(); // settings come from one place, and nothing else can turn on a log that shows addresses
        PlainConsole.AddTo(builder.Logging, settings.Telemetry);
        (levels ?? LogLevels.Of([])).AddTo(builder.Logging);
        _telemetry = new ServerTelemetry(settings, environment ?? Environment.GetEnvironmentVariable);
        logging?.Invoke(builder.Logging);
        if (_telemetry.Logs is { } exported)
        {
            builder.Logging.AddProvider(exported);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ApplicationServices.GetRequiredService<Listeners>().SetUp(kestrel));
        builder.Services.AddSingleton(new Listeners(settings));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(time);
        if (settings.Cluster.Address is not null)
        {
            ClusterStart.AddTo(builder, settings, environment ?? Environment.GetEnvironmentVariable);
        }

        builder.Services.AddVideoGen(settings, environment ?? Environment.GetEnvironmentVariable);
        builder.Services.AddSingleton(provider => new AgentHost(provider, settings));
        builder.Services.AddSingleton(provider => new TokenDemand(settings, provider.GetRequiredService<AgentHost>().Services.Catalog, provider.GetRequiredService<ILogger<TokenDemand>>()));
        builder.Services.AddSingleton(provider => new WebhookEndpoint(
            provider.GetRequiredService<AgentHost>(), settings.Fal.WebhookMaxBytes, settings.Server.MaxConcurrentWebhooks, time, provider.GetRequiredService<ILogger<WebhookEndpoint>>()));
        builder.Services.AddSingleton(new McpSessions(settings.Server.MaxSessions, TimeSpan.FromMinutes(settings.Server.SessionIdleMinutes), time));
        builder.Services.AddSingleton(provider => ToolsOf(provider, extras));
        builder.Services.AddVideoGenMcp();
        builder.Services.AddSingleton(new OwnAddress(settings.Access));
        builder.Services.AddVideoGenAccess(settings);
        builder.Services.Configure<FormOptions>(form => form.ValueLengthLimit = (int)Math.Min(int.MaxValue, form.MultipartBodyLengthLimit = Listeners.MostBodyBytes(settings)));
        builder.Services.Configure<ForwardedHeadersOptions>(options => Proxies.SetUp(options, settings.Server));
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<ILimitExchange>((limiter, nodes) => RateLimits.AddTo(limiter, settings.Server.MaxRequestsPerMinute, nodes));
        builder.Services.TryAddSingleton<ILimitExchange, NoOtherNodes>();
        builder.Services.AddSingleton(new CallLimits(settings));
        builder.Services.AddSingleton<IExceptionHandler>(provider => new FaultHandler(
            provider.GetRequiredService<AgentHost>().Services.Ids, provider.GetRequiredService<AgentHost>().Paths, provider.GetRequiredService<ILogger<FaultHandler>>()));
        builder.Services.AddApiDocument();
        IHealthChecksBuilder checks = builder.Services.AddHealthChecks().AddCheck<LedgerCheck>("ledger");
        if (settings.Cluster.Address is not null)
        {
            checks.AddCheck<ClusterCheck>("cluster");
        }

        _app = builder.Build();
        ILoggerFactory logs = _app.Services.GetRequiredService<ILoggerFactory>();
        Agent = _app.Services.GetRequiredService<AgentHost>();
        TokenDemand demand = _app.Services.GetRequiredService<TokenDemand>();
        _app.UseForwardedHeaders();
        _app.Use(PublicListener.WebhooksOnlyAsync);
        _app.UseWhen(IsNoWebhook, guarded =>
        {
            guarded.Use(SecurityHeaders.ServeAsync);
            guarded.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask, SuppressDiagnosticsCallback = _ => true }); // FaultHandler answers and logs
            guarded.UseStatusCodePages(FaultHandler.AnswerBareAsync);
            guarded.Use(new HostFilter(settings.Server).ServeAsync);
        });
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.UseWhen(IsNoWebhook, guarded =>
        {
            guarded.UseMiddleware<OpenCallMiddleware>();
            guarded.UseRateLimiter();
            guarded.UseMiddleware<CallLimits>();
            guarded.Use(JsonBodyLimits.ServeAsync);
        });
        _app.Services.GetRequiredService<WebhookEndpoint>().Map(_app);
        HealthEndpoints.Map(_app, Agent, demand);
        if (settings.Telemetry.Metrics && _telemetry.Metrics is { } metrics)
        {
            MetricsEndpoint.Map(_app, metrics);
        }

        ApiDocument.Map(_app);
        if (settings.Access.Issuer is not null)
        {
            new ResourceMetadata(settings.Access).Map(_app);
        }

        _app.Map("/.well-known/{**document}", () => Results.NotFound()).AllowAnonymous(); // clients look for more than there is, before they have a token
        new RestEndpoints(Agent, _app.Services.GetRequiredService<OwnAddress>(), time, _app.Lifetime.ApplicationStopping).Map(_app);
        new PreviewEndpoints(Agent).Map(_app);
        ClipEndpoint.Map(_app, settings, Agent.Ledger);
        BoardAssets.Map(_app);
        new SignInEndpoints(_app.Services.GetRequiredService<SignIn>(), _app.Services.GetRequiredService<AccessResultHandler>(), time).Map(_app);
        new PlanEndpoints(Agent, _app.Services.GetRequiredService<OwnAddress>()).Map(_app);
        new BoardEndpoints(Agent, _app.Services.GetRequiredService<OwnAddress>(), time, _app.Lifetime.ApplicationStopping).Map(_app);
        _app.MapVideoGenMcp(_app.Lifetime.ApplicationStopping);
    }

    /// <summary>The agent that it serves.</summary>
    public AgentHost Agent { get; }

    /// <summary>Addresses it listens to, once started.</summary>
    public IEnumerable<string> Addresses => _app.Urls;

    /// <summary>What keeps it from starting that only the catalog knows; empty when nothing does.</summary>
    public async Task<ImmutableArray<Problem>> CheckAsync() =>
        AccessRule.Check(_settings, new TokenFile(_settings.Home, _time), await Agent.Services.Catalog.ReadAsync(CancellationToken.None));

    /// <summary>Waits until the ledger's database answers, as a node does that is started together with it.</summary>
    /// <exception cref="LedgerException">The ledger cannot be used for another reason, or not for a long time.</exception>
    public Task ReachLedgerAsync() => _settings.Cluster.Address is null ? Task.CompletedTask : ClusterStart.ReachLedgerAsync(Agent.Ledger, _time, _app.Services.GetRequiredService<ILogger<VideoGenServer>>());

    /// <summary>Joins the cluster where there is one, takes up every unfinished job and starts to listen.</summary>
    /// <exception cref="JoinException">It could not join.</exception>
    /// <exception cref="SharedHomeException">It does not work in the folder of the other nodes.</exception>
    public async Task StartAsync()
    {
        try
        {
            if (_settings.Cluster.Address is not null)
            {
                ClusterStart.CheckPort(_settings.Cluster);
            }

            await _app.StartAsync();
        }
        catch (Exception failed) when (failed is not (LedgerException or SharedHomeException) && _settings.Cluster.Address is not null && !ClusterStart.HasJoined(_app.Services))
        {
            _isApart = true;
            throw new JoinException(_settings.Cluster, failed);
        }
    }

    /// <summary>Runs until it is asked to stop; then no new work begins and what is unfinished stays in the ledger.</summary>
    public async Task RunAsync()
    {
        await StartAsync();
        await UntilStoppedAsync();
    }

    /// <summary>Tells it to stop.</summary>
    public void Stop() => _app.Lifetime.StopApplication();

    /// <summary>Waits until a started server is asked to stop and has stopped.</summary>
    public Task UntilStoppedAsync() => _app.WaitForShutdownAsync();

    /// <summary>Stops it, unless it has stopped: what has come in is answered before the agent behind it goes.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        catch (Exception) when (_isApart)
        {
            // What did not join took no job and no call, and the cluster's runtime refuses to end what it could not start.
        }

        _telemetry.Dispose();
    }

    private static McpToolSource ToolsOf(IServiceProvider services, McpExtras? extras)
    {
        var tools = new CallerTools(
            services.GetRequiredService<AgentHost>(),
            services.GetRequiredService<OwnAddress>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("videogen"),
            extras,
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        return new McpToolSource(tools.For, tools.Shared);
    }

    // A webhook is authenticated by the provider's signature, and has limits of its own.
    private static bool IsNoWebhook(HttpContext context) => !context.Request.Path.StartsWithSegments("/webhooks", StringComparison.Ordinal);
}
