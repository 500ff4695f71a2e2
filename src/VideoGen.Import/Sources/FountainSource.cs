using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using VideoGen.Import.Shots;

namespace VideoGen.Import.Sources;

/// <summary>
/// Makes shots of a screenplay in Fountain (fountain.io/syntax): a heading begins a scene, a paragraph of action is a shot, a note in it such as
/// <c>[[camera: slow pan right]]</c> says more. Dialogue, transitions, sections and synopses are left out.
/// </summary>
internal sealed partial class FountainSource
{
    private readonly Findings _findings;
    private readonly ImmutableArray<SourceShot>.Builder _shots = ImmutableArray.CreateBuilder<SourceShot>();
    private readonly string[] _lines;
    private SourceValue? _scene;
    private SourceValue? _light;
    private int _scenes;
    private int _spoken;

    private FountainSource(string text, Findings findings) => (_lines, _findings) = (Boneyard().Replace(text.ReplaceLineEndings("\n"), OnlyLineEnds).Split('\n'), findings);

    /// <summary>The shots.</summary>
    public static ImmutableArray<SourceShot> Read(string text, Findings findings) => new FountainSource(text, findings).Read();

    private ImmutableArray<SourceShot> Read()
    {
        for (int at = AfterTitlePage(); at < _lines.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(_lines[at]))
            {
                continue;
            }

            int begin = at;
            while (at + 1 < _lines.Length && !string.IsNullOrWhiteSpace(_lines[at + 1]))
            {
                at++;
            }

            ReadParagraph(begin, _lines[begin..(at + 1)]);
        }

        if (_spoken > 0)
        {
            _findings.Note($"Dialogue is left out ({_spoken} {(_spoken == 1 ? "speech" : "speeches")}).");
        }

        return _shots.ToImmutable();
    }

    // Headings may follow one another without an empty line.
    private void ReadParagraph(int begin, string[] lines)
    {
        int headings = 0;
        while (headings < lines.Length && IsHeading(lines[headings].Trim()))
        {
            ReadHeading(lines[headings].Trim(), begin + headings);
            headings++;
        }

        if (headings < lines.Length)
        {
            ReadText(begin + headings, lines[headings..]);
        }
    }

    private void ReadText(int begin, string[] lines)
    {
        string first = lines[0].Trim();
        if (first[0] is '#' or '=' or '~' or '>' || (lines.Length == 1 && Transition().IsMatch(first)))
        {
            return;
        }

        if (IsSpeaker(first, lines.Length))
        {
            _spoken++;
        }
        else
        {
            ReadAction(begin, lines);
        }
    }

    private void ReadHeading(string heading, int line)
    {
        _scenes++;
        string words = heading.TrimStart('.');
        _light = null;
        if (SceneNumber().Match(words) is { Success: true } numbered)
        {
            _scene = new(numbered.Groups["n"].Value, Place(line));
            words = words[..numbered.Index].TrimEnd();
        }
        else
        {
            _scene = new($"{_scenes}", Place(line));
            _findings.Note("Scenes without a number of their own are counted from the beginning.");
        }

        if (words.LastIndexOf(" - ", StringComparison.Ordinal) is >= 0 and var dash && words[(dash + 3)..].Trim() is { Length: > 0 } time)
        {
            _light = new(time, Place(line));
            _findings.Note("The time of day of a scene's heading is taken as lighting_mood.");
        }
    }

    private void ReadAction(int begin, string[] lines)
    {
        var values = new Dictionary<ShotField, SourceValue>();
        string whole = string.Join(' ', lines.Select(l => l.Trim().TrimStart('!')));
        foreach (Match note in NoteForm().Matches(whole))
        {
            string text = note.Groups["text"].Value;
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && (ShotFields.OfName(text[..colon].Trim()) ?? ShotFields.OfHeading(text[..colon])) is { } field && text[(colon + 1)..].Trim() is { Length: > 0 } value)
            {
                values[field] = new(value, Place(begin));
            }
            else
            {
                _findings.Note($"The note [[{text}]] ({Place(begin)}) is left out.");
            }
        }

        string action = Space().Replace(NoteForm().Replace(whole, " "), " ").Trim();
        if (action.Length == 0)
        {
            SayOfTheLast(values, begin);
            return;
        }

        values.TryAdd(ShotField.Description, new(Emphasis().Replace(action, "${text}"), Place(begin)));
        if (_light is not null)
        {
            values.TryAdd(ShotField.LightingMood, _light);
        }

        if (_scene is not null)
        {
            values.TryAdd(ShotField.SceneNumber, _scene);
        }

        _shots.Add(new(Place(begin), values.ToImmutableDictionary()));
    }

    // A paragraph of notes alone speaks of the shot above it.
    private void SayOfTheLast(Dictionary<ShotField, SourceValue> values, int line)
    {
        if (values.Count == 0)
        {
            return;
        }

        if (_shots.Count == 0 || _shots[^1][ShotField.SceneNumber] != _scene)
        {
            _findings.Problem(ImportCodes.CellInvalid, Place(line), "A note stands here with no shot above it in its scene.", "Write it into the paragraph of the shot, or below it.");
            return;
        }

        _shots[^1] = _shots[^1] with { Values = _shots[^1].Values.SetItems(values) };
    }

    private int AfterTitlePage()
    {
        int at = 0;
        while (at < _lines.Length && string.IsNullOrWhiteSpace(_lines[at]))
        {
            at++;
        }

        if (at < _lines.Length && TitleEntry().IsMatch(_lines[at]))
        {
            while (at < _lines.Length && !string.IsNullOrWhiteSpace(_lines[at]))
            {
                at++;
            }
        }

        return at;
    }

    private static bool IsHeading(string line) => Heading().IsMatch(line) || (line is ['.', not '.', ..]);

    private static bool IsSpeaker(string line, int lines) =>
        lines > 1 && line[0] != '!' && (line[0] == '@' || (line.Any(char.IsLetter) && Extension().Replace(line, "").Equals(Extension().Replace(line, "").ToUpperInvariant(), StringComparison.Ordinal)));

    private static string OnlyLineEnds(Match boneyard) => new StringBuilder().Append('\n', boneyard.Value.Count(c => c == '\n')).ToString();

    private static string Place(int line) => $"line {line + 1}";

    [GeneratedRegex(@"^(?:INT|EXT|EST|INT\.?/EXT|EXT\.?/INT|I/E)[. ]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\s*#(?<n>[^#]+)#\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SceneNumber();

    [GeneratedRegex(@"^[^a-z]*TO:$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Transition();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z ]*:", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex TitleEntry();

    [GeneratedRegex(@"\[\[(?<text>.+?)\]\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NoteForm();

    [GeneratedRegex(@"(?<sign>\*{1,3}|_)(?<text>\S(?:.*?\S)?)\k<sign>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Extension();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Boneyard();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Space();
}
