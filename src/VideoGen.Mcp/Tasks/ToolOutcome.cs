using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp.Tasks;

/// <summary>What a call of a tool came to: its result, or a task that will have it.</summary>
public abstract record ToolOutcome
{
    private ToolOutcome() { }

    /// <summary>The call is answered.</summary>
    public sealed record Answered(CallToolResult Result) : ToolOutcome;

    /// <summary>The call goes on. The task can be found before this is returned.</summary>
    public sealed record Followed(McpTask Task) : ToolOutcome;
}
