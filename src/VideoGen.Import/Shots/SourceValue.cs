namespace VideoGen.Import.Shots;

/// <summary>A value as it is written.</summary>
/// <param name="Text">The text, trimmed, not empty.</param>
/// <param name="Place">Where it stands in the source.</param>
internal sealed record SourceValue(string Text, string Place);
