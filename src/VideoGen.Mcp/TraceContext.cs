using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VideoGen.Mcp;

/// <summary>Reads the caller's trace context. What does not have the W3C shape is as good as absent.</summary>
internal static partial class TraceContext
{
    /// <summary>The caller's <c>traceparent</c>: the one in <c>_meta</c>, else the one of the transport, or null.</summary>
    /// <param name="meta">The <c>_meta</c> of the request.</param>
    /// <param name="transport">What came along with the request.</param>
    public static string? ParentOf(JsonObject? meta, TransportFacts transport) =>
        meta is not null && meta.TryGetPropertyValue("traceparent", out JsonNode? node) && node is JsonValue value && value.TryGetValue(out string? text)
            ? Valid(text)
            : Valid(transport.TraceParent);

    private static string? Valid(string? text) => text is not null && Shape().IsMatch(text) ? text : null;

    // Version 00 of the recommendation: version ff, a trace id of zeros and a parent id of zeros are invalid.
    [GeneratedRegex("^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
