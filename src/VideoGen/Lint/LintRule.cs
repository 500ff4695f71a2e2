using VideoGen.Contract;

namespace VideoGen.Lint;

/// <summary>A rule of the lint.</summary>
/// <param name="Id">Stable id in kebab-case.</param>
/// <param name="Severity">How much its findings matter.</param>
/// <param name="Summary">What it finds, in a few words.</param>
/// <param name="Remedy">One sentence: what to do about a finding.</param>
public sealed record LintRule(string Id, LintSeverity Severity, string Summary, string Remedy)
{
    /// <summary>A finding of this rule.</summary>
    /// <param name="pointer">JSON pointer to the member concerned.</param>
    /// <param name="message">One sentence: what was found.</param>
    internal LintFinding At(string pointer, string message) => new(Id, Severity, pointer, message, Remedy);
}
