using ModelContextProtocol.Server;

namespace VideoGen.Server.Mcp;

/// <summary>Where the tools, resources and prompts of a call come from.</summary>
/// <param name="Of">Those of the caller of a request.</param>
/// <param name="Shared">Those that every caller has, without a caller: the rules of the headers are checked against them.</param>
internal sealed record McpToolSource(Func<HttpContext, McpServerOptions> Of, Func<McpServerOptions> Shared);
