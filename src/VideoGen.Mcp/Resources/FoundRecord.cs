namespace VideoGen.Mcp.Resources;

/// <summary>A record as it stands.</summary>
/// <param name="Json">Its text.</param>
/// <param name="FreshFor">How long a client need not read it again.</param>
internal sealed record FoundRecord(string Json, TimeSpan FreshFor);
