namespace VideoGen.Host.Locations;

/// <summary>Where a value stands in a text, in UTF-16 code units.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column of its first character, from 1.</param>
/// <param name="EndColumn">Column after its last character, or after its brace.</param>
public sealed record JsonLocation(int Line, int Column, int EndColumn);
