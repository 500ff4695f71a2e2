using System.Collections.Concurrent;
using System.Reflection;
using ModelContextProtocol.Server;
using VideoGen.Access;
using VideoGen.Host.Composition;
using VideoGen.Mcp;
using VideoGen.Server.Access;

namespace VideoGen.Server.Mcp;

/// <summary>
/// The tools, resources and prompts as each caller has them: built over the verbs of that caller alone, so that nothing in a session or a
/// stream can reach beyond it. Making them is costly, so they are kept, for a bounded number of callers. Thread-safe.
/// </summary>
/// <param name="agent">The agent.</param>
/// <param name="address">Where callers find the server, and clips.</param>
/// <param name="log">Where unexpected errors go.</param>
/// <param name="extras">Tools beside the agent's own; null for none.</param>
/// <param name="ending">Fires when the program is about to end.</param>
internal sealed class CallerTools(AgentHost agent, OwnAddress address, ILogger log, McpExtras? extras, CancellationToken ending)
{
    private const int MostKept = 256;

    private static readonly Uri Nowhere = new("http://localhost/");

    private readonly ConcurrentDictionary<(Caller Caller, Uri Clips), McpServerOptions> _kept = new();

    private readonly McpHost _host = new()
    {
        Version = typeof(VideoGenServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
        Ids = agent.Services.Ids,
        Log = log,
        Ending = ending,
        ForCaller = agent.Paths.Hide,
    };

    /// <summary>What the caller of a request has.</summary>
    public McpServerOptions For(HttpContext context)
    {
        if (_kept.Count >= MostKept)
        {
            _kept.Clear(); // whoever is there holds on to its own
        }

        return _kept.GetOrAdd((CallerIdentity.Of(context), address.ClipsFor(context.Request)), Make);
    }

    /// <summary>What every caller has, whoever it is.</summary>
    public McpServerOptions Shared() => _kept.GetOrAdd((Caller.Local, Nowhere), Make);

    private McpServerOptions Make((Caller Caller, Uri Clips) known)
    {
        var own = new McpAgent(
            new CallerSegments(agent.Segments, agent.Ledger, known.Caller, known.Clips, agent.Paths),
            new CallerRegister(agent.Register, agent.Ledger, known.Caller),
            agent.Services.Catalog,
            new CallerReports(agent.Reports, known.Caller),
            new CallerExports(agent.Exports, known.Caller, known.Clips, agent.Paths))
        {
            Previews = new CallerPreviews(agent.Services, known.Caller),
            Histories = new CallerHistories(agent.Ledger, known.Caller, agent.Services.Time, known.Caller.Id is null ? null : agent.Paths),
        };
        McpServerOptions options = McpTools.CreateOptions(own, _host, extras?.Tasks ?? []);
        extras?.Add(options);
        return options;
    }
}
