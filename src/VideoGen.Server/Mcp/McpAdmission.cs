namespace VideoGen.Server.Mcp;

/// <summary>Whether a call is let in.</summary>
internal abstract record McpAdmission
{
    private McpAdmission() { }

    /// <summary>It is.</summary>
    public sealed record Admitted(McpCaller Caller) : McpAdmission;

    /// <summary>It is not.</summary>
    public sealed record Refused(McpRefusal Refusal) : McpAdmission;
}
