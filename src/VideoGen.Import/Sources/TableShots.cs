using System.Collections.Immutable;
using VideoGen.Import.Shots;

namespace VideoGen.Import.Sources;

/// <summary>Makes shots of the rows of a table: each column is a field, by its heading or as the caller says.</summary>
internal sealed class TableShots(SourceTable table, ImportOptions options, Findings findings)
{
    private const string OwnHeadings = "Give each of these columns a heading of its own.";

    // Fields of several columns, of which none was taken: that is said once.
    private readonly HashSet<ShotField> _ambiguous = [];

    /// <summary>The shots.</summary>
    public ImmutableArray<SourceShot> Read()
    {
        ImmutableArray<(int Column, ShotField Field)> columns = Columns();
        if (columns.All(c => c.Field is not ShotField.Description) && !_ambiguous.Contains(ShotField.Description))
        {
            findings.Problem(
                ImportCodes.ColumnMissing, "line 1", $"No column says what a shot shows: {Listed(table.Headings)}.", "Name the column: --map \"HEADING=description\".");
        }

        if (columns.All(c => c.Field is not (ShotField.SceneNumber or ShotField.ShotOrder)) && options.Scene is null && !_ambiguous.Overlaps([ShotField.SceneNumber, ShotField.ShotOrder]))
        {
            findings.Problem(
                ImportCodes.ColumnMissing, "line 1", $"No column says which scene a shot belongs to: {Listed(table.Headings)}.",
                "Name the column: --map \"HEADING=scene_number\"; or say that all of it is one scene: --scene 1.");
        }

        foreach (int unused in Enumerable.Range(0, table.Headings.Length).Except(columns.Select(c => c.Column)))
        {
            if (table.Headings[unused].Length > 0 && !(ShotFields.OfHeading(table.Headings[unused]) is { } field && _ambiguous.Contains(field)) && table.Rows.Any(r => r.Cells[unused].Length > 0))
            {
                findings.Note($"The column '{table.Headings[unused]}' is not used; --map \"{table.Headings[unused]}=FIELD\" takes it for a field ({string.Join(", ", ShotFields.Names)}).");
            }
        }

        return FillDown([.. table.Rows.Select(row => Shot(row, columns))], columns.FirstOrDefault(c => c.Field is ShotField.SceneNumber, (-1, default)).Column);
    }

    private ImmutableArray<(int Column, ShotField Field)> Columns()
    {
        var columns = ImmutableArray.CreateBuilder<(int, ShotField)>();
        foreach ((string heading, string name) in options.Columns)
        {
            int at = table.Headings.IndexOf(heading, 0, StringComparer.OrdinalIgnoreCase);
            if (at < 0)
            {
                findings.Problem(ImportCodes.ColumnMissing, "line 1", $"There is no column '{heading}'.", $"The columns are {Listed(table.Headings)}.");
            }
            else if (Twins(at) is { Length: > 1 } twins)
            {
                findings.Problem(ImportCodes.ColumnAmbiguous, "line 1", $"The heading '{heading}' stands over the columns {string.Join(" and ", twins.Select(Letter))}.", OwnHeadings);
            }
            else if (ShotFields.OfName(name) is not { } field)
            {
                findings.Problem(ImportCodes.ColumnMissing, "", $"There is no field '{name}'.", $"The fields are {string.Join(", ", ShotFields.Names)}.");
            }
            else
            {
                columns.Add((at, field));
            }
        }

        ILookup<ShotField, int> byHeading = Enumerable.Range(0, table.Headings.Length)
            .Where(i => columns.All(c => c.Item1 != i) && ShotFields.OfHeading(table.Headings[i]) is { } field && columns.All(c => c.Item2 != field))
            .ToLookup(i => ShotFields.OfHeading(table.Headings[i])!.Value);
        foreach (IGrouping<ShotField, int> field in byHeading.OrderBy(f => f.Key))
        {
            if (field.Count() > 1)
            {
                _ambiguous.Add(field.Key);
                findings.Problem(
                    ImportCodes.ColumnAmbiguous, "line 1", $"The columns {Listed([.. field.Select(i => table.Headings[i])])} all look like {ShotFields.Name(field.Key)}.",
                    Twins(field.First()).Length > 1 ? OwnHeadings : $"Say which: --map \"{table.Headings[field.First()]}={ShotFields.Name(field.Key)}\".");
                continue;
            }

            columns.Add((field.First(), field.Key));
            if (!string.Equals(table.Headings[field.First()], ShotFields.Name(field.Key), StringComparison.OrdinalIgnoreCase))
            {
                findings.Note($"The column '{table.Headings[field.First()]}' is read as {ShotFields.Name(field.Key)}.");
            }
        }

        return columns.ToImmutable();
    }

    private int[] Twins(int column) =>
        [.. Enumerable.Range(0, table.Headings.Length).Where(i => string.Equals(table.Headings[i], table.Headings[column], StringComparison.OrdinalIgnoreCase))];

    // Several columns of one field (said by the caller) stand one after the other.
    private SourceShot Shot(SourceRow row, ImmutableArray<(int Column, ShotField Field)> columns) => new(
        row.Place,
        columns.Where(c => row.Cells[c.Column].Length > 0).GroupBy(c => c.Field).ToImmutableDictionary(
            g => g.Key,
            g => new SourceValue(string.Join(", ", g.Select(c => row.Cells[c.Column])), $"{row.Place}, column {Letter(g.First().Column)} ({table.Headings[g.First().Column]})")));

    private ImmutableArray<SourceShot> FillDown(ImmutableArray<SourceShot> shots, int column)
    {
        if (column < 0)
        {
            return shots;
        }

        SourceValue? above = null;
        var filled = ImmutableArray.CreateBuilder<SourceShot>(shots.Length);
        foreach (SourceShot shot in shots)
        {
            SourceValue? own = shot[ShotField.SceneNumber];
            if (own is null && above is not null)
            {
                if (options.FillDown)
                {
                    findings.Note("An empty scene is the one above it.");
                }
                else
                {
                    findings.Problem(
                        ImportCodes.CellEmpty, $"{shot.Place}, column {Letter(column)} ({table.Headings[column]})",
                        $"The scene is empty, and {above.Place} says '{above.Text}': merged cells are exported like that.",
                        "Write the scene into every row, or give --fill-down if empty means the one above.");
                }

                filled.Add(shot with { Values = shot.Values.SetItem(ShotField.SceneNumber, above) });
                continue;
            }

            above = own ?? above;
            filled.Add(shot);
        }

        return filled.ToImmutable();
    }

    private static string Listed(ImmutableArray<string> headings) => string.Join(", ", headings.Where(h => h.Length > 0).Select(h => $"'{h}'"));

    /// <summary>The name of a column as spreadsheets have it: A, B, …, Z, AA.</summary>
    private static string Letter(int column) => column < 26 ? $"{(char)('A' + column)}" : Letter((column / 26) - 1) + Letter(column % 26);
}
