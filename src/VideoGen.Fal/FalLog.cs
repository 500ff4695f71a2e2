using Microsoft.Extensions.Logging;

namespace VideoGen.Fal;

/// <summary>Log messages of the fal.ai provider, ids 2000 to 2099. Prompts, addresses with tokens and keys are never values.</summary>
internal static partial class FalLog
{
    [LoggerMessage(2001, LogLevel.Information, "Job {JobId}: fal accepted it as {RequestId} on {Model}")]
    public static partial void Accepted(ILogger logger, string jobId, string requestId, string model);

    [LoggerMessage(2002, LogLevel.Warning, "Job {JobId}: fal returned addresses outside its queue; the documented short form is used instead")]
    public static partial void ForeignAddresses(ILogger logger, string jobId);

    [LoggerMessage(2003, LogLevel.Warning, "Job {JobId}: fal refused it ({Code})")]
    public static partial void Refused(ILogger logger, string jobId, string code);

    [LoggerMessage(2004, LogLevel.Error, "Job {JobId}: no usable answer to the submit; it will not be sent again")]
    public static partial void Unknown(ILogger logger, string jobId);

    [LoggerMessage(2005, LogLevel.Warning, "The key set of fal's webhooks could not be read: {Reason}")]
    public static partial void KeySetUnreadable(ILogger logger, string reason);
}
