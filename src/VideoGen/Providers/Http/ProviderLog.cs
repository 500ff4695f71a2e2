using Microsoft.Extensions.Logging;

namespace VideoGen.Providers.Http;

/// <summary>Log messages that providers share, among the ids 2000 to 2099. Prompts, addresses with tokens and keys are never values.</summary>
internal static partial class ProviderLog
{
    [LoggerMessage(2006, LogLevel.Warning, "The memory of an uploaded frame could not be kept or changed: {Reason}")]
    public static partial void UploadForgotten(ILogger logger, string reason);
}
