using System.Collections.Immutable;

namespace VideoGen.Import.Sources;

/// <summary>A table as it is written: headings, and rows of cells.</summary>
/// <param name="Headings">Headings, trimmed.</param>
/// <param name="Rows">Rows; each has a cell for each heading.</param>
internal sealed record SourceTable(ImmutableArray<string> Headings, ImmutableArray<SourceRow> Rows);
