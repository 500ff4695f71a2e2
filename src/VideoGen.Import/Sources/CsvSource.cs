using System.Collections.Immutable;
using nietras.SeparatedValues;
using VideoGen.Import.Shots;

namespace VideoGen.Import.Sources;

/// <summary>Reads a table of separated values (RFC 4180; also with semicolons or tabs).</summary>
internal static class CsvSource
{
    private const string Declared = "sep=";
    private static readonly (char Sign, string Name)[] Separators = [(',', "commas"), (';', "semicolons"), ('\t', "tabs"), ('|', "bars")];

    /// <summary>The table; null after a problem.</summary>
    public static SourceTable? Read(string text, Findings findings)
    {
        if (OpenQuote(text) is { } line)
        {
            findings.Problem(ImportCodes.SourceUnreadable, $"line {line}", $"The quote that begins in line {line} never ends.", "End the cell with a quote; a quote inside a cell is written twice.");
            return null;
        }

        // Spreadsheets may say in a line of its own what separates the cells.
        int skipped = 0;
        if (text.StartsWith(Declared, StringComparison.OrdinalIgnoreCase) && text.AsSpan(Declared.Length) is [_, '\r' or '\n', ..])
        {
            text = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            skipped = 1;
        }

        // The sign that makes the most known columns of the headings, then the most columns.
        (char sign, string name, string[] headings) = Separators
            .Select(s => (s.Sign, s.Name, Headings: Headings(text, s.Sign)))
            .OrderByDescending(s => s.Headings.Count(h => ShotFields.OfHeading(h) is not null)).ThenByDescending(s => s.Headings.Length).First();
        if (headings.All(h => h.Length == 0))
        {
            findings.Problem(ImportCodes.SourceEmpty, "", "There is no heading in the first line.", "Give a table with headings, such as scene,shot,description,camera,duration,image.");
            return null;
        }

        if (sign != ',')
        {
            findings.Note($"Cells are separated by {name}.");
        }

        if (QuoteWithin(text, sign) is { } at)
        {
            findings.Problem(
                ImportCodes.SourceUnreadable, $"line {at + skipped}", $"A quote stands inside a cell of line {at + skipped} that does not begin with one, and the next quote is in another cell.",
                "Put quotes around the cell, and write a quote inside it twice.");
            return null;
        }

        var rows = ImmutableArray.CreateBuilder<SourceRow>();
        foreach (SepReader.Row row in Reader(text, sign))
        {
            string[] cells = new string[row.ColCount];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = row[i].ToString().Trim();
            }

            if (row.RowIndex == 0 || cells.All(c => c.Length == 0))
            {
                continue;
            }

            string place = $"line {row.LineNumberFrom + skipped}";
            if (cells.Skip(headings.Length).Any(c => c.Length > 0))
            {
                findings.Problem(
                    ImportCodes.RowUneven, place, $"This row has {cells.Length} cells, the headings are {headings.Length}.",
                    sign == ',' ? "Put quotes around a text that holds a comma, or name the missing column." : "Put quotes around a text that holds the separator, or name the missing column.");
                continue;
            }

            rows.Add(new(place, [.. Enumerable.Range(0, headings.Length).Select(i => i < cells.Length ? cells[i] : "")]));
        }

        return new([.. headings], rows.ToImmutable());
    }

    private static SepReader Reader(string text, char sign) =>
        Sep.New(sign).Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true, Trim = SepTrim.None }).FromText(text);

    private static string[] Headings(string text, char sign)
    {
        foreach (SepReader.Row row in Reader(text, sign))
        {
            string[] headings = new string[row.ColCount];
            for (int i = 0; i < headings.Length; i++)
            {
                headings[i] = row[i].ToString().Trim();
            }

            return headings;
        }

        return [];
    }

    // The line of a quote inside a cell that would take the next cells into it; null for none: 5" lens, 7" lens.
    private static int? QuoteWithin(string text, char separator)
    {
        (int line, bool isBegin, bool isQuoted, int begun) = (1, true, false, 0);
        bool open = false;
        foreach (char sign in text)
        {
            if (sign == '"')
            {
                isQuoted |= isBegin;
                open = !open;
                begun = line;
            }

            bool isEnd = sign == separator || sign == '\n';
            if (open && isEnd && !isQuoted)
            {
                return begun;
            }

            line += sign == '\n' ? 1 : 0;
            isBegin = isEnd && !open;
            isQuoted &= !isBegin;
        }

        return null;
    }

    // The line in which a quote begins that nothing ends; null for none.
    private static int? OpenQuote(string text)
    {
        int line = 1, begun = 0;
        bool open = false;
        foreach (char sign in text)
        {
            if (sign == '"')
            {
                open = !open;
                begun = open ? line : begun;
            }

            line += sign == '\n' ? 1 : 0;
        }

        return open ? begun : null;
    }
}
