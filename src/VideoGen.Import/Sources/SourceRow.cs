using System.Collections.Immutable;

namespace VideoGen.Import.Sources;

/// <summary>A row of a table.</summary>
/// <param name="Place">Where it stands, such as <c>line 7</c>.</param>
/// <param name="Cells">Its cells, trimmed.</param>
internal sealed record SourceRow(string Place, ImmutableArray<string> Cells);
