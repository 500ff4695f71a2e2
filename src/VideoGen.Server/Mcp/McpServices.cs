using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;

#pragma warning disable MCP9006, MCPEXP002 // Sessions are a matter of the revisions before 2026-07-28; for their clients they stay. Handlers of tasks are experimental.

namespace VideoGen.Server.Mcp;

/// <summary>
/// MCP over HTTP by the SDK, at one address for all revisions: sessions for clients that initialize, none for 2026-07-28. What the SDK does not
/// do stands in <see cref="McpMiddleware"/>, before it, and in <see cref="McpSessions"/>.
/// </summary>
internal static class McpServices
{
    /// <summary>Where it is.</summary>
    public const string Path = "/mcp";

    /// <summary>Adds it. <see cref="McpToolSource"/>, <see cref="McpSessions"/> and <see cref="TimeProvider"/> are the host's to add.</summary>
    public static IServiceCollection AddVideoGenMcp(this IServiceCollection services)
    {
        services.AddMcpServer().WithHttpTransport();
        services.AddOptions<McpServerOptions>().Configure<McpToolSource>((options, tools) =>
        {
            McpServerOptions shared = tools.Shared();
            (options.ToolCollection, options.RequestHandlers) = (shared.ToolCollection, shared.RequestHandlers);
        });
        services.AddOptions<HttpServerTransportOptions>().Configure<McpToolSource, McpSessions, TimeProvider>((options, tools, sessions, time) =>
        {
            options.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
            options.TimeProvider = time;
            options.IdleTimeout = sessions.IdleFor;
            options.MaxIdleSessionCount = int.MaxValue; // it would end anybody's; McpSessions limits them
            options.EventStreamStore = sessions;
            options.ConfigureSessionOptions = async (context, session, _) =>
            {
                await sessions.OpenAsync(context);
                Give(session, tools.Of(context));
            };
            options.RunSessionHandler = sessions.RunAsync;
        });
        return services;
    }

    /// <summary>Maps the address, and puts before it what the SDK does not do.</summary>
    public static void MapVideoGenMcp(this WebApplication app, CancellationToken ending)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase),
            mcp => mcp.UseMiddleware<McpMiddleware>(ending));
        McpSessions sessions = app.Services.GetRequiredService<McpSessions>();
        app.MapMcp(Path).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<HttpMethodMetadata>().Any(m => m.HttpMethods.Contains(HttpMethods.Delete)))
            {
                sessions.Close = endpoint.RequestDelegate;
            }
        });
    }

    // The SDK makes options of its own for each session and each call without one; what is in them is shared.
    private static void Give(McpServerOptions session, McpServerOptions own)
    {
        session.ServerInfo = own.ServerInfo;
        session.ServerInstructions = own.ServerInstructions;
        session.Capabilities = own.Capabilities;
        session.ScopeRequests = own.ScopeRequests;
        session.Handlers = own.Handlers;
        session.Filters = own.Filters;
        session.ToolCollection = own.ToolCollection;
        session.ResourceCollection = own.ResourceCollection;
        session.PromptCollection = own.PromptCollection;
        session.RequestHandlers = own.RequestHandlers;
    }
}
