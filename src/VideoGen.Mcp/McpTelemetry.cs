namespace VideoGen.Mcp;

/// <summary>The spans and metrics that the MCP SDK makes itself.</summary>
public static class McpTelemetry
{
    /// <summary>Name of its source and of its meter.</summary>
    public const string Name = "Experimental.ModelContextProtocol";
}
