using VideoGen.Synthesis;

namespace VideoGen.Mcp.Tools;

/// <summary>One call of a tool, without its transport.</summary>
/// <param name="Arguments">The arguments as they came, UTF-8 JSON.</param>
/// <param name="Trace">Trace context of the caller.</param>
/// <param name="Wait">Longest wait, in place of what the arguments say; null leaves that.</param>
/// <param name="DefaultWait">Longest wait where neither says anything.</param>
/// <param name="Progress">Reaches the caller; null where it wants no progress.</param>
internal sealed record ToolCall(ReadOnlyMemory<byte> Arguments, TraceContext Trace, TimeSpan? Wait, TimeSpan DefaultWait, IProgress<SegmentProgress>? Progress);
