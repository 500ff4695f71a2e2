using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Synthesis;

namespace VideoGen.Telemetry;

/// <summary>The trace that an order and everything that becomes of it belong to.</summary>
/// <param name="TraceParent">W3C traceparent: the parent of every later span.</param>
/// <param name="TraceState">W3C tracestate; null where there is none.</param>
/// <param name="CallerName">The caller's own name of its trace, where that is no W3C trace id; null otherwise.</param>
public sealed record TraceOrigin(string TraceParent, string? TraceState, string? CallerName)
{
    private const int LongestState = 512;

    /// <summary>
    /// The trace of an order: of the span that stands for it, where somebody traces; else the caller's; else the one that
    /// <c>project_context.trace_id</c> names; else a new one.
    /// </summary>
    /// <param name="span">The span of the order; null where nobody traces.</param>
    /// <param name="call">The call.</param>
    /// <param name="traceId">The <c>trace_id</c> of the storyboard; null where it has none.</param>
    /// <param name="requestId">Id of the new request.</param>
    internal static TraceOrigin Of(Activity? span, SynthesisCall call, string? traceId, string requestId)
    {
        string? given = call.TraceParent is null && traceId is not null && Named(traceId) is null ? traceId : null;
        if (span is not null)
        {
            return new TraceOrigin(span.Id!, span.TraceStateString, given);
        }

        if (Given(call, traceId) is { TraceId: var known } context && known != default)
        {
            return new TraceOrigin(Write(context), context.TraceState, null);
        }

        ActivityTraceId own = Activity.Current is { IdFormat: ActivityIdFormat.W3C } request ? request.TraceId : ActivityTraceId.CreateFromBytes(Hash(requestId).AsSpan(0, 16));
        return new TraceOrigin(Write(new ActivityContext(own, ActivitySpanId.CreateFromBytes(Hash(requestId).AsSpan(16, 8)), ActivityTraceFlags.Recorded)), null, given);
    }

    /// <summary>What the caller says that its trace is; empty where it says nothing.</summary>
    internal static ActivityContext Given(SynthesisCall call, string? traceId) =>
        Read(call.TraceParent, call.TraceState) is { TraceId: var id } context && id != default ? context : traceId is null ? default : Named(traceId) ?? default;

    /// <summary>A W3C trace context; empty where it is none. A tracestate that is not in its form is left out.</summary>
    public static ActivityContext Read(string? traceParent, string? traceState) =>
        ActivityContext.TryParse(traceParent, State(traceState), isRemote: true, out ActivityContext context) ? context : default;

    /// <summary>A tracestate that may be passed on; null where it is not in its form.</summary>
    public static string? State(string? traceState) =>
        traceState is { Length: > 0 and <= LongestState } && traceState.Contains('=', StringComparison.Ordinal) && traceState.All(c => c is >= ' ' and <= '~') ? traceState : null;

    // A trace context, a trace id of 32 hex digits, or a UUID, whose digits they are.
    private static ActivityContext? Named(string traceId)
    {
        if (Read(traceId, null) is { TraceId: var known } context && known != default)
        {
            return context;
        }

        if (!Guid.TryParseExact(traceId, "N", out Guid id) && !Guid.TryParseExact(traceId, "D", out id))
        {
            return null;
        }

        return id == Guid.Empty
            ? null
            : new ActivityContext(ActivityTraceId.CreateFromString(id.ToString("N")), ActivitySpanId.CreateFromBytes(Hash(traceId).AsSpan(0, 8)), ActivityTraceFlags.Recorded, isRemote: true);
    }

    private static string Write(ActivityContext context) => $"00-{context.TraceId.ToHexString()}-{context.SpanId.ToHexString()}-{(byte)context.TraceFlags:x2}";

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
