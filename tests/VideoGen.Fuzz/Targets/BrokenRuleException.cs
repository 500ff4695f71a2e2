namespace VideoGen.Fuzz.Targets;

/// <summary>A target broke a rule; the message names it, the same words for every input that breaks it.</summary>
/// <param name="rule">The rule.</param>
/// <param name="seen">What was seen, for whoever looks at the finding.</param>
internal sealed class BrokenRuleException(string rule, string? seen = null) : Exception(rule)
{
    /// <inheritdoc/>
    public override string ToString() => seen is null ? base.ToString() : $"{base.ToString()}\n{seen}";
}
