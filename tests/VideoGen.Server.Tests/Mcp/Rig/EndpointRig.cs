using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Server;
using VideoGen.Access;
using VideoGen.Host.Configuration;
using VideoGen.Mcp;
using VideoGen.Server.Access;
using VideoGen.Server.Mcp;
using VideoGen.Testing;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Jobs;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Server.Tests.Mcp.Rig;

/// <summary>The endpoint as it ships, over a scripted agent, on a free port of the loopback interface. Callers say their name in X-Name.</summary>
internal sealed class EndpointRig : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EndpointRig(WebApplication app, ScriptedVideoSegments agent, McpSessions sessions, ManualTime clock, CancellationTokenSource ending) =>
        (_app, Agent, Sessions, Clock, Ending) = (app, agent, sessions, clock, ending);

    public ScriptedVideoSegments Agent { get; }

    public McpSessions Sessions { get; }

    public ManualTime Clock { get; }

    /// <summary>Tells the endpoint that the program is about to end.</summary>
    public CancellationTokenSource Ending { get; }

    public Uri Address => new($"{_app.Urls.Single()}/mcp");

    public static async Task<EndpointRig> StartAsync(
        ScriptedVideoSegments? agent = null, int maxSessions = 1000)
    {
        agent ??= new();
        var ending = new CancellationTokenSource();
        var clock = new ManualTime();
        var host = new McpHost { Version = "1.2.3", Ids = new NumberedIds(), Log = NullLogger.Instance, Ending = ending.Token };
        McpServerOptions options = McpTools.CreateOptions(new(agent, agent, new MemoryCatalog(), agent, agent), host);
        var sessions = new McpSessions(maxSessions, TimeSpan.FromMinutes(30), clock);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(sessions);
        builder.Services.AddSingleton(new McpToolSource(_ => options, () => options));
        builder.Services.AddVideoGenMcp();
        WebApplication app = builder.Build();
        app.Use(new HostFilter(new ServerSettings()).ServeAsync);
        app.Use((context, next) =>
        {
            context.User = new(new CallerIdentity(Caller.Local with { Id = context.Request.Headers["X-Name"] is [var name] ? name : null }, "test"));
            return next(context);
        });
        app.MapVideoGenMcp(ending.Token);
        await app.StartAsync();
        return new EndpointRig(app, agent, sessions, clock, ending);
    }

    public McpCalls Calls() => new(Address);

    public async ValueTask DisposeAsync()
    {
        await Ending.CancelAsync();
        await _app.DisposeAsync();
        Ending.Dispose();
    }
}
