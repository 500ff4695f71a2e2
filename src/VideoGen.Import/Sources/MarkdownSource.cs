using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using VideoGen.Import.Shots;

namespace VideoGen.Import.Sources;

/// <summary>
/// Makes shots of a Markdown page: of its table, or of lists under headings that name scenes. An item is a shot; items below it, or parts behind
/// a bar, that are written <c>field: value</c> say more of it, and a picture in it is its still.
/// </summary>
internal sealed partial class MarkdownSource
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private readonly string _text;
    private readonly ImportOptions _options;
    private readonly Findings _findings;
    private readonly ImmutableArray<SourceShot>.Builder _shots = ImmutableArray.CreateBuilder<SourceShot>();
    private SourceValue? _scene;

    private MarkdownSource(string text, ImportOptions options, Findings findings) => (_text, _options, _findings) = (text, options, findings);

    /// <summary>The shots.</summary>
    public static ImmutableArray<SourceShot> Read(string text, ImportOptions options, Findings findings) => new MarkdownSource(text, options, findings).Read();

    private ImmutableArray<SourceShot> Read()
    {
        foreach (Block block in Markdown.Parse(_text, Pipeline))
        {
            switch (block)
            {
                case HeadingBlock heading:
                    ReadHeading(heading);
                    break;
                case Table table:
                    ReadTable(table);
                    break;
                case ListBlock list:
                    ReadList(list);
                    break;
                case ParagraphBlock paragraph:
                    _findings.Note($"The text of {Place(paragraph)} is no shot and is left out: shots are items of a list, or rows of a table.");
                    break;
            }
        }

        return _shots.ToImmutable();
    }

    private void ReadHeading(HeadingBlock heading)
    {
        string words = Words(heading.Inline);
        if (SceneHeading().Match(words) is { Success: true } match)
        {
            _scene = new(match.Groups["n"].Value, Place(heading));
        }
        else
        {
            _findings.Note($"The heading '{words}' ({Place(heading)}) names no scene and is left out.");
        }
    }

    private void ReadTable(Table table)
    {
        TableRow[] rows = [.. table.OfType<TableRow>()];
        ImmutableArray<string> headings = [.. rows[0].OfType<TableCell>().Select(Text)];
        ImmutableArray<SourceRow> body = [.. rows.Skip(1).Select(row => new SourceRow(
            Place(row), [.. Enumerable.Range(0, headings.Length).Select(i => i < row.Count ? Text((TableCell)row[i]) : "")]))];
        ImportOptions options = _scene is null ? _options : _options with { Scene = ShotNumbers.Scene(_scene.Text) };
        foreach (SourceShot shot in new TableShots(new(headings, body), options, _findings).Read())
        {
            Add(shot);
        }
    }

    private void ReadList(ListBlock list)
    {
        int order = list.IsOrdered && int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out int first) ? first : 1;
        foreach (ListItemBlock item in list.OfType<ListItemBlock>())
        {
            var values = new Dictionary<ShotField, SourceValue>();
            foreach (ParagraphBlock paragraph in item.OfType<ParagraphBlock>())
            {
                ReadItem(paragraph, values);
            }

            foreach (ParagraphBlock said in item.OfType<ListBlock>().SelectMany(l => l.OfType<ListItemBlock>()).SelectMany(i => i.OfType<ParagraphBlock>()))
            {
                Take(Picture(said.Inline), ShotField.ImageUrl, Place(said), values);
                if (!Say(Words(said.Inline), Place(said), values) && Picture(said.Inline) is null)
                {
                    _findings.Problem(
                        ImportCodes.CellInvalid, Place(said), $"'{Words(said.Inline)}' says nothing that is known of a shot.", $"Write it as field: value, with one of {string.Join(", ", ShotFields.Names)}.");
                }
            }

            if (list.IsOrdered)
            {
                values.TryAdd(ShotField.ShotOrder, new($"{order}", Place(item)));
            }

            order++;
            Add(new(Place(item), values.ToImmutableDictionary()));
        }
    }

    // "Shot 2: Mara runs. | camera: pan left | 2 s"
    private void ReadItem(ParagraphBlock paragraph, Dictionary<ShotField, SourceValue> values)
    {
        string place = Place(paragraph);
        Take(Picture(paragraph.Inline), ShotField.ImageUrl, place, values);
        string[] parts = Words(paragraph.Inline).Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string part in parts.Skip(1))
        {
            if (!Say(part, place, values))
            {
                _findings.Problem(ImportCodes.CellInvalid, place, $"'{part}' says nothing that is known of a shot.", $"Write it as field: value, with one of {string.Join(", ", ShotFields.Names)}.");
            }
        }

        if (parts.Length > 0)
        {
            string text = parts[0];
            if (ShotLabel().Match(text) is { Success: true } label)
            {
                Take(label.Groups["n"].Value, ShotField.ShotOrder, place, values);
                text = text[label.Length..];
            }

            Take(text.Trim(), ShotField.Description, place, values);
        }
    }

    private static bool Say(string text, string place, Dictionary<ShotField, SourceValue> values)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || (ShotFields.OfName(text[..colon].Trim()) ?? ShotFields.OfHeading(text[..colon])) is not { } field)
        {
            return false;
        }

        Take(text[(colon + 1)..].Trim(), field, place, values);
        return true;
    }

    private static void Take(string? text, ShotField field, string place, Dictionary<ShotField, SourceValue> values)
    {
        if (text is { Length: > 0 })
        {
            values[field] = values.TryGetValue(field, out SourceValue? before) ? before with { Text = $"{before.Text} {text}" } : new(text, place);
        }
    }

    private void Add(SourceShot shot)
    {
        if (shot.Values.Count > 0)
        {
            _shots.Add(_scene is null || shot[ShotField.SceneNumber] is not null ? shot : shot with { Values = shot.Values.Add(ShotField.SceneNumber, _scene) });
        }
    }

    // The words as they stand: emphasis without its stars, pictures left out.
    private string Words(ContainerInline? inline) => inline is null ? "" : Space().Replace(string.Concat(inline.Select(Words)), " ").Trim();

    private string Words(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LinkInline { IsImage: true } => "",
        PipeTableDelimiterInline delimiter => $"|{string.Concat(delimiter.Select(Words))}",
        ContainerInline container => string.Concat(container.Select(Words)),
        _ => _text.Substring(inline.Span.Start, inline.Span.Length),
    };

    private string Text(TableCell cell) =>
        Picture(cell.Descendants<ParagraphBlock>().FirstOrDefault()?.Inline) ?? string.Join(' ', cell.Descendants<ParagraphBlock>().Select(p => Words(p.Inline)));

    private static string? Picture(ContainerInline? inline) => inline?.Descendants<LinkInline>().FirstOrDefault(l => l.IsImage)?.Url;

    private static string Place(Block block) => $"line {block.Line + 1}";

    [GeneratedRegex(@"^(?:scene|sc\.?) ?#?0*(?<n>\d{1,6})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SceneHeading();

    [GeneratedRegex(@"^(?:shot|sh\.?|panel) ?#?(?<n>\d{1,6}|[A-Za-z])\s*[:.–—-]\s*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ShotLabel();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Space();
}
