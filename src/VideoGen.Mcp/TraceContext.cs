using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VideoGen.Mcp;

/// <summary>The caller's trace context. What does not have the W3C shape is as good as absent.</summary>
/// <param name="Parent">W3C traceparent; null where there is none.</param>
/// <param name="State">W3C tracestate that belongs to it; null where there is none.</param>
internal sealed partial record TraceContext(string? Parent, string? State)
{
    private static readonly TraceContext None = new(null, null);

    /// <summary>The caller's context: the one in <c>_meta</c>, else the one of the transport.</summary>
    /// <param name="meta">The <c>_meta</c> of the request.</param>
    /// <param name="transport">What came along with the request.</param>
    public static TraceContext Of(JsonObject? meta, TransportFacts transport) =>
        Text(meta, "traceparent") is { } parent ? Valid(parent, Text(meta, "tracestate")) : Valid(transport.TraceParent, transport.TraceState);

    private static string? Text(JsonObject? meta, string name) =>
        meta is not null && meta.TryGetPropertyValue(name, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static TraceContext Valid(string? parent, string? state) => parent is not null && Shape().IsMatch(parent) ? new(parent, Telemetry.TraceOrigin.State(state)) : None;

    // Version 00 of the recommendation: version ff, a trace id of zeros and a parent id of zeros are invalid.
    [GeneratedRegex("^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Shape();
}
