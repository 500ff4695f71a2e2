namespace VideoGen.Contract;

/// <summary>Something in a storyboard that will probably disappoint once it is paid for. Stops nothing.</summary>
/// <param name="Rule">Stable id of the rule, listed in <c>docs/lint.md</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) to the member concerned; empty for the whole request.</param>
/// <param name="Message">One sentence: what was found.</param>
/// <param name="Remedy">One sentence: what to do.</param>
public sealed record LintFinding(
    string Rule,
    LintSeverity Severity,
    string Pointer,
    string Message,
    string Remedy);
