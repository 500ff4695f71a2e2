using System.Collections.Immutable;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Mcp.Listening;
using VideoGen.Mcp.Prompts;
using VideoGen.Mcp.Resources;
using VideoGen.Mcp.Tasks;
using VideoGen.Mcp.Tools;
using VideoGen.Mcp.Views;

namespace VideoGen.Mcp;

/// <summary>The agent as MCP tools, tasks, resources and a prompt. Knows no transport.</summary>
public static class McpTools
{
    // What is listed never changes while a process runs, and is the same for every caller.
    private static readonly TimeSpan ListsFor = TimeSpan.FromHours(1);

    /// <summary>
    /// Everything a server needs. Build it once and share it between all connections: the schemas are made here. Thread-safe to share.
    /// </summary>
    /// <param name="agent">The agent; called concurrently.</param>
    /// <param name="host">The program around it.</param>
    /// <param name="others">Tools beside the agent's own whose calls can be followed as tasks.</param>
    public static McpServerOptions CreateOptions(McpAgent agent, McpHost host, params ImmutableArray<ITaskSource> others)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(host);
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation
            {
                Name = "videogen",
                Title = "VideoGen",
                Version = host.Version,
                Description = "Storyboard frames to motion segments.",
            },
            ServerInstructions = ServerGuide.Instructions.ReplaceLineEndings("\n"),
            ScopeRequests = false,
            ToolCollection = [.. VideoTools.Over(agent.Segments, host)],
            ResourceCollection = [.. RecordResources.Over(agent, host), new SegmentsView()],
            PromptCollection = [new StoryboardToClips()],
        };
        options.Filters.Message.IncomingFilters.Add(TransportFacts.FollowCourse);
        options.Filters.Message.IncomingFilters.Add(RequiredParams.Check);
        options.Filters.Message.IncomingFilters.Add(RawArguments.SetAside(options.ToolCollection.Select(t => t.ProtocolTool.Name).ToHashSet(StringComparer.Ordinal)));
        options.Filters.Message.IncomingFilters.Add(RequiredParams.CheckOptional);
        options.Filters.Request.ReadResourceFilters.Add(UnknownResource.Name);
        options.Filters.Request.ListToolsFilters.Add(Cached);
        options.Filters.Request.ListPromptsFilters.Add(Cached);
        options.Filters.Request.ListResourceTemplatesFilters.Add(Cached);
        options.Filters.Request.ListResourcesFilters.Add(new RecordList(agent, host).Add);
        options.Handlers.CompleteHandler = new RecordCompletion(agent, host).CompleteAsync;

        var tasks = new TaskProtocol([new RequestTasks(agent), .. others], host);
        tasks.AddTo(options);
        SegmentsView.AddTo(options);
        var subscriptions = new ResourceSubscriptions(agent, host);
        options.Capabilities!.Resources = new() { Subscribe = true };
        options.Handlers.SubscribeToResourcesHandler = subscriptions.SubscribeAsync;
        options.Handlers.UnsubscribeFromResourcesHandler = subscriptions.UnsubscribeAsync;
        options.Handlers.SubscriptionsListenHandler = new ListenStream(options, agent, tasks, host).RunAsync;
        return options;
    }

    private static McpRequestHandler<TParams, TResult> Cached<TParams, TResult>(McpRequestHandler<TParams, TResult> next)
        where TResult : ICacheableResult =>
        async (request, cancellationToken) =>
        {
            TResult list = await next(request, cancellationToken);
            list.TimeToLive = ListsFor;
            list.CacheScope = CacheScope.Public;
            return list;
        };
}
