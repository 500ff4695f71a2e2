using System.Diagnostics;

namespace VideoGen.Records;

/// <summary>The trace of a call, as records name it. Pure.</summary>
internal static class RecordTrace
{
    /// <summary>The trace id of a W3C traceparent, 32 hex digits; what is no traceparent is an id already.</summary>
    public static string? IdOf(string? trace) =>
        ActivityContext.TryParse(trace, null, out ActivityContext context) ? context.TraceId.ToHexString() : trace;
}
