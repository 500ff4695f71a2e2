using Microsoft.Extensions.Logging;

namespace VideoGen.Mcp;

/// <summary>The log messages of the tools: event ids 6000 to 6099.</summary>
internal static partial class McpLog
{
    [LoggerMessage(6000, LogLevel.Error, "{Where} failed unexpectedly; the caller was told error {ErrorId}.")]
    public static partial void Unexpected(ILogger log, Exception exception, string where, string errorId);

    [LoggerMessage(6001, LogLevel.Error, "{Where}: the ledger cannot work ({Code}).")]
    public static partial void LedgerUnusable(ILogger log, Exception exception, string where, string code);
}
