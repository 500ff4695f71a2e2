namespace VideoGen.Server.Mcp;

/// <summary>A call is refused before the SDK answers it.</summary>
/// <param name="refusal">Why.</param>
internal sealed class McpRefusedException(McpRefusal refusal) : Exception(refusal.Message)
{
    /// <summary>Why.</summary>
    public McpRefusal Refusal { get; } = refusal;
}
