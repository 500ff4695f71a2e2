using System.Collections.Immutable;
using ModelContextProtocol.Server;
using VideoGen.Mcp.Tasks;

namespace VideoGen.Server.Mcp;

/// <summary>Tools beside the agent's own, handed over by the program that composes the server.</summary>
/// <param name="Tasks">Those whose calls can be followed as tasks.</param>
/// <param name="Add">Adds the tools, resources and prompts.</param>
internal sealed record McpExtras(ImmutableArray<ITaskSource> Tasks, Action<McpServerOptions> Add);
