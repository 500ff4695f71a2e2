namespace VideoGen.Mcp.Tasks;

/// <summary>Where a task stands. Wire: snake_case.</summary>
public enum McpTaskStatus
{
    /// <summary>It goes on.</summary>
    Working,

    /// <summary>It waits for answers of the client.</summary>
    InputRequired,

    /// <summary>It ended with a result, which may be an error of the tool. End state.</summary>
    Completed,

    /// <summary>It ended with an error of the protocol. End state.</summary>
    Failed,

    /// <summary>It was stopped and has no result. End state.</summary>
    Cancelled,
}
