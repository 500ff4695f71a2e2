using System.Security.Claims;

namespace VideoGen.Server.Mcp;

/// <summary>Who calls.</summary>
/// <param name="Id">Tells callers apart: a session belongs to the caller who opened it. Not a secret.</param>
/// <param name="User">What is known of him, for tools; null where nothing is.</param>
internal sealed record McpCaller(string Id, ClaimsPrincipal? User);
