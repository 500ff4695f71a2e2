namespace VideoGen.Fuzz.Targets;

/// <summary>A target broke a rule; the message names it, the same words for every input that breaks it.</summary>
internal sealed class BrokenRuleException(string rule) : Exception(rule);
