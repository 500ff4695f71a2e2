using System.Collections.Immutable;

namespace VideoGen.Animatic.Camera;

/// <summary>Reads the camera notes of one frame. Pure: the same notes are always the same move.</summary>
internal sealed class CameraNotes
{
    private const int MostCharacters = 2000;
    private readonly string _text;
    private readonly CameraPhases _phases = new();
    private readonly List<string> _notes = [];
    private readonly List<string> _foreign = [];
    private readonly List<CameraWord> _framings = [];
    private double _handheld;
    private bool _moved;
    private bool _denied;
    private bool _beyond;
    private CameraWord? _last;

    private CameraNotes(string text) => _text = text;

    /// <summary>Reads notes of any content and length; never fails.</summary>
    public static CameraMove Read(string? notes)
    {
        string text = (notes ?? "").Trim();
        var reader = new CameraNotes(text.Length > MostCharacters ? text[..MostCharacters] : text);
        if (text.Length > MostCharacters)
        {
            reader._notes.Add($"Only the first {MostCharacters} characters of the camera notes were read.");
        }

        return reader.Move();
    }

    private CameraMove Move()
    {
        List<CameraClause> clauses = CameraClause.Cut(CameraTokenizer.Cut(_text));
        foreach (CameraClause clause in clauses)
        {
            if (clause.After)
            {
                _phases.Break();
            }

            Read(clause);
        }

        bool understood = _moved || _handheld > 0 || _framings.Count > 0 || _denied || _beyond;
        if (understood && _foreign.Count > 0)
        {
            _notes.Add($"In the camera notes, {string.Join(", ", _foreign.Take(4))} was not understood as a camera move and is not shown.");
        }
        else if (!understood && _text.Length > 0 && !clauses.TrueForAll(c => c.Tokens.TrueForAll(t => t.Word?.Role == WordRole.Modifier)))
        {
            _notes.Add($"The camera notes {Quote(_text)} were not understood; a slow, slight push-in is shown instead.");
        }

        return new CameraMove(Phases(), _handheld, [.. _notes.Distinct()]);
    }

    private ImmutableArray<CameraPhase> Phases()
    {
        if (_moved)
        {
            return _phases.Close();
        }

        CameraComponent only = this switch
        {
            { _framings: [.., var framing] } => Component(framing, framing.Direction, new CameraModifiers()),
            _ when _handheld > 0 || _denied => new CameraComponent(CameraDirection.Hold),
            _ => CameraMove.GentleDefault,
        };
        return [new CameraPhase([only])];
    }

    private void Read(CameraClause clause)
    {
        bool spoke = clause.Speaks;
        if (clause.IsBareDirection && _last is { } last)
        {
            spoke = Repeat(clause, last);
        }
        else if (clause.DeniesMoving)
        {
            _denied = true;
            return;
        }

        bool found = false;
        bool negated = false;
        bool foreign = false;
        for (int i = 0; i < clause.Tokens.Count; i++)
        {
            CameraToken token = clause.Tokens[i];
            foreign |= CameraClause.IsForeign(token);
            negated |= token.Word?.Role == WordRole.Negation;
            if (token.Word is { Role: WordRole.Move or WordRole.Framing or WordRole.Beyond } word && !(word.Loose && foreign))
            {
                found |= Take(clause, i, word, negated);
            }
        }

        if (!found && !spoke && !clause.Describes)
        {
            _foreign.Add(Quote(_text[clause.Tokens[0].Start..clause.Tokens[^1].End]));
        }
    }

    private bool Take(CameraClause clause, int index, CameraWord word, bool negated)
    {
        CameraDirection? given = clause.DirectionOf(index);
        if (word.NeedsDirection && given is null)
        {
            return false;
        }

        if (negated)
        {
            _denied |= word.Role == WordRole.Move;
            return true;
        }

        string said = _text[clause.Tokens[index].Start..clause.Tokens[index].End];
        if (word.Note is { } note)
        {
            _notes.Add($"\"{said}\" {note}.");
        }

        switch (word.Role)
        {
            case WordRole.Framing:
                _framings.Add(word);
                break;
            case WordRole.Beyond:
                _beyond = true;
                break;
            default:
                Add(word, given ?? word.Direction, CameraModifiers.Of(clause, index));
                if (word.AsksDirection && given is null)
                {
                    _notes.Add($"\"{said}\" names no direction; it goes {(word.Direction == CameraDirection.Up ? "up" : "right")}.");
                }

                break;
        }

        return true;
    }

    private bool Repeat(CameraClause clause, CameraWord last)
    {
        foreach (CameraToken token in clause.Tokens)
        {
            if (token.Word is { Role: WordRole.Direction } direction && last.Allowed.Contains(direction.Direction))
            {
                Add(last, direction.Direction, CameraModifiers.Of(clause, clause.Tokens.IndexOf(token)));
            }
        }

        return true;
    }

    private void Add(CameraWord word, CameraDirection direction, CameraModifiers modifiers)
    {
        CameraComponent component = Component(word, direction, modifiers);
        _last = word;
        if (direction == CameraDirection.Handheld)
        {
            _handheld = Math.Max(_handheld, component.Strength);
            return;
        }

        _moved = true;
        _phases.Add(component);
        if (word.Along != 0)
        {
            // A crane that goes down comes closer, one that goes up moves away.
            bool closer = word.Along > 0 || direction == CameraDirection.Down;
            _phases.Add(component with { Direction = closer ? CameraDirection.In : CameraDirection.Out, Strength = component.Strength * Math.Abs(word.Along) });
        }
    }

    private static CameraComponent Component(CameraWord word, CameraDirection direction, CameraModifiers modifiers) => new(
        direction,
        Math.Clamp(word.Strength * modifiers.Strength, 0.2, 3),
        word.Speed == CameraSpeed.Whip ? CameraSpeed.Whip : modifiers.Speed ?? word.Speed ?? CameraSpeed.Normal);

    private static string Quote(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        int cut = line.Length <= 80 ? line.Length : char.IsHighSurrogate(line[79]) ? 79 : 80;
        return cut == line.Length ? $"\"{line}\"" : $"\"{line[..cut]}…\"";
    }
}
