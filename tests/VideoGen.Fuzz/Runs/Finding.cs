namespace VideoGen.Fuzz.Runs;

/// <summary>An input that broke a rule.</summary>
/// <param name="Rule">The rule, or the exception and where it came from.</param>
/// <param name="Details">The whole exception.</param>
/// <param name="Input">The shortest input that was found for it.</param>
/// <param name="At">Number of the input.</param>
public sealed record Finding(string Rule, string Details, byte[] Input, long At);
