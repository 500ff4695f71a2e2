using System.Text.RegularExpressions;

namespace VideoGen.Operations.Tests.Rig;

/// <summary>What can be told of an expression of PromQL without understanding it.</summary>
internal static partial class Expression
{
    /// <summary>
    /// The series that an expression asks for, each with its matchers. Whoever misspells a metric or asks for a label that nobody sets is told by
    /// nothing else: PromQL answers with nothing, and an alert on nothing never fires.
    /// </summary>
    public static IEnumerable<string> Selectors(string expression) =>
        Selector().Matches(WithoutLabels().Replace(expression, "")).Select(m => m.Value);

    /// <summary>The expression with thresholds that everything passes: what an alert would be about, whether or not all is well.</summary>
    public static string WithoutThresholds(string expression) => Threshold().Replace(expression, "> -Inf");

    // A name of ours or of a library's, which always has an underscore or a colon, with what stands in braces behind it.
    [GeneratedRegex(@"\b(?!(?:by|on|vector|absent|group_left|group_right|max_over_time|min_over_time|avg_over_time|quantile_over_time|histogram_quantile|label_replace|count_values|clamp_max|clamp_min)\b)(?:[a-zA-Z]\w*[_:][\w:]*|ALERTS)\b(?:\{[^}]*\})?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b(?:by|on|without|ignoring)\s*\([^)]*\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WithoutLabels();

    [GeneratedRegex(@"(?:>=|<=|>|<|==)\s*[\d.]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Threshold();
}
