using System.Collections.Immutable;

namespace VideoGen.Contract;

/// <summary>What the lint found in a storyboard, however many requests it makes.</summary>
public sealed record LintAnswer
{
    /// <summary>Segments that were looked at.</summary>
    public required int Segments { get; init; }

    /// <summary>Requests that the storyboard makes.</summary>
    public required int Requests { get; init; }

    /// <summary>The findings, in the order of the storyboard.</summary>
    public required ImmutableArray<LintFinding> Findings { get; init; }

    /// <summary>W3C trace id of the call, 32 hex digits; null where nobody traces and the caller names no trace.</summary>
    public string? TraceId { get; init; }
}
