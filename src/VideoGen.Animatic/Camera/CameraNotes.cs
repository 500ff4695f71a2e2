using System.Collections.Immutable;

namespace VideoGen.Animatic.Camera;

/// <summary>Reads the camera notes of one frame. Pure: the same notes are always the same move.</summary>
internal sealed class CameraNotes
{
    private const int MostCharacters = 2000;
    private const int ShortNote = 120;
    private readonly string _text;
    private readonly CameraPhases _phases = new();
    private readonly CameraClash _clash = new();
    private readonly List<string> _notes = [];
    private readonly List<string> _foreign = [];
    private readonly List<CameraWord> _framings = [];
    private double _handheld;
    private readonly HashSet<CameraDirection> _shown = [];
    private bool _moved;
    private bool _chosen;
    private bool _leftOut;
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
        List<CameraClause> clauses = ClauseCutter.Cut(CameraTokenizer.Cut(_text));
        bool[] listed = CameraDenial.Listed(clauses);
        for (int i = 0; i < clauses.Count; i++)
        {
            CameraClause clause = clauses[i];
            if (clause.Link == ClauseLink.After)
            {
                _phases.Break();
            }

            if (clause.Link is ClauseLink.After or ClauseLink.Sentence)
            {
                _clash.Break();
            }

            if (i + 1 < clauses.Count && CameraDenial.OfLabel(clause, clauses[i + 1]))
            {
                _denied = true;
                i++;
            }
            else if (!clause.IsDisowned)
            {
                Read(clause, listed[i], i + 1 < clauses.Count && clauses[i + 1].Link == ClauseLink.Label);
            }
        }

        if (!_phases.HasDepth && !_phases.Stands && FramingRange.Of(clauses) is { } range)
        {
            _moved = true;
            _phases.Add(new CameraComponent(range));
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

        return new CameraMove(Phases(), _handheld, [.. _notes.Distinct()]) { IsAsked = _moved || _denied || _handheld > 0, Clash = _clash.Found };
    }

    private ImmutableArray<CameraPhase> Phases()
    {
        if (_moved)
        {
            return _phases.Close();
        }

        CameraComponent only = this switch
        {
            _ when _handheld > 0 || _denied => new CameraComponent(CameraDirection.Hold),
            { _framings: [.., var framing] } => Component(framing, framing.Direction, new CameraModifiers()),
            _ => CameraMove.GentleDefault,
        };
        return [new CameraPhase([only])];
    }

    private void Read(CameraClause clause, bool denied, bool isLabel)
    {
        bool spoke = clause.Speaks;
        _shown.Clear();
        _chosen &= clause.Link != ClauseLink.Sentence;
        if (clause.IsBareDirection && clause.Link is not (ClauseLink.Sentence or ClauseLink.Label))
        {
            if (_last is not null && clause.Speaker != ClauseSpeaker.Scene && clause.Link is not (ClauseLink.Or or ClauseLink.Slash))
            {
                Repeat(clause, _last);
            }

            return;
        }

        if (CameraDenial.OfMoving(clause))
        {
            _denied = true;
            return;
        }

        _leftOut = (clause.Link == ClauseLink.Or && _chosen) || (clause.Link == ClauseLink.Slash && _leftOut);
        if (_leftOut && !denied && clause.Tokens.Exists(t => t.Word?.Role == WordRole.Move))
        {
            _notes.Add($"\"or {Said(clause)}\" leaves a choice; the first is shown.");
            return;
        }

        HashSet<int> taken = [];
        for (int i = 0; i < clause.Tokens.Count; i++)
        {
            if (clause.Tokens[i].Word is { Role: WordRole.Move or WordRole.Framing or WordRole.Beyond } word && (Serves(clause, i)
                || (CameraSpeaker.Counts(clause, i, taken.Count > 0) && Take(clause, i, word, denied || CameraDenial.Covers(clause, i)))))
            {
                taken.Add(i);
            }
        }

        _chosen |= _shown.Count > 0;

        // A whole prompt describes a scene; only what is said of the camera, or a short note, can be missed.
        if (clause.Speaker == ClauseSpeaker.Camera || _text.Length <= ShortNote)
        {
            bool missed = taken.Count == 0 && !spoke && !clause.Describes;
            bool lost = !denied && clause.Speaker != ClauseSpeaker.Scene && !clause.Tokens.Exists(t => t.Word?.Role == WordRole.Negation) && UnreadWords.In(clause, taken, _shown) >= 0;
            if ((missed || lost) && !(isLabel && clause.Speaker == ClauseSpeaker.Camera))
            {
                _foreign.Add(Quote(Said(clause)));
            }
        }
    }

    private string Said(CameraClause clause) => _text[clause.Tokens.Min(t => t.Start)..clause.Tokens.Max(t => t.End)];

    // "a rising crane shot": the rise is the direction of the crane.
    private static bool Serves(CameraClause clause, int index) =>
        CameraDirections.IsHeight(clause.Tokens[index].Word!)
        && Enumerable.Range(index - 3, 7).Any(i => i != index && i >= 0 && i < clause.Tokens.Count
            && clause.Tokens[i].Word is { Role: WordRole.Move } other && !CameraDirections.IsHeight(other) && CameraDirections.TakesHeight(other) && other.Allowed.Contains(clause.Tokens[index].Word!.Direction)
            && CameraSpeaker.Counts(clause, i, false));

    private bool Take(CameraClause clause, int index, CameraWord word, bool negated)
    {
        word = CameraOrbit.Read(clause, index, word);
        var directions = new CameraDirections(clause);
        CameraDirection? given = directions.Of(index) ?? Back(clause, index, word);
        if (word.NeedsDirection && given is null)
        {
            return false;
        }

        if (negated)
        {
            _denied |= word.Role == WordRole.Move && word.Direction != CameraDirection.Hold;
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
                bool asks = word.AsksDirection && given is null;
                _clash.Add(said, word, given ?? word.Direction, clause.Link is not (ClauseLink.Or or ClauseLink.Slash) && (given is not null || !(word.AsksDirection || word.Accompanies || word.Along != 0)));
                Add(Describing(clause, index, word), given ?? word.Direction, CameraModifiers.Of(clause, index), given is null && word.Accompanies, directions.IsOpen(index) || (given is null && (word.AsksDirection || word.Along != 0 || clause.Tokens[index].Text == "zoom")), clause);
                if (asks && _phases.Last?.Direction == word.Direction)
                {
                    _notes.Add($"\"{said}\" names no direction; it goes {(word.Direction == CameraDirection.Up ? "up" : "right")}.");
                }

                break;
        }

        return true;
    }

    // "holds a wide profile" describes the camera; "hold", "hold on her face" is a moment.
    private static CameraWord Describing(CameraClause clause, int index, CameraWord word) =>
        word.Direction == CameraDirection.Hold && index + 1 < clause.Tokens.Count && CameraGrammar.OpensObject(clause.Tokens[index + 1]) && clause.Tokens[index].Text == "hold"
            ? word with { State = true }
            : word;

    // "then pan back": against the move before.
    private CameraDirection? Back(CameraClause clause, int index, CameraWord word) =>
        clause.Tokens.Skip(index + 1).FirstOrDefault(t => t.Word?.Role != WordRole.Modifier).Raw == "back" && _phases.Last is { } last
        && Opposite(last.Direction) is var opposite && word.Allowed.Contains(opposite) ? opposite : null;

    private void Repeat(CameraClause clause, CameraWord last)
    {
        int foreign = clause.Tokens.FindIndex(CameraGrammar.IsForeign);
        List<CameraToken> directions = [.. clause.Tokens.Take(foreign < 0 ? clause.Tokens.Count : foreign).Where(t => t.Word?.Role == WordRole.Direction && !CameraDirections.IsVague(t))];
        if (new CameraDirections(clause).Range(last) is { } end)
        {
            Add(last, end, CameraModifiers.Of(clause, 0), false, false, clause);
            return;
        }

        bool isPlanar = directions.Exists(t => t.Word!.Direction is not (CameraDirection.In or CameraDirection.Out));
        foreach (CameraToken token in directions)
        {
            CameraDirection direction = token.Word!.Direction;
            bool isBack = token.Raw == "back";
            if (isPlanar && direction is CameraDirection.In or CameraDirection.Out)
            {
                continue;
            }

            if (isBack && _phases.Last is { } before && !(clause.Link == ClauseLink.And && (CameraDirections.IsHeight(last) || last.Along < 0)))
            {
                direction = Opposite(before.Direction);
            }

            CameraWord word = last.Allowed.Contains(direction) ? last : last with { Speed = null, Along = 0 };
            Add(word, direction, CameraModifiers.Of(clause, clause.Tokens.IndexOf(token)), false, false, clause);
        }
    }

    private static CameraDirection Opposite(CameraDirection direction) => direction switch
    {
        CameraDirection.In => CameraDirection.Out,
        CameraDirection.Out => CameraDirection.In,
        CameraDirection.Left => CameraDirection.Right,
        CameraDirection.Right => CameraDirection.Left,
        CameraDirection.Up => CameraDirection.Down,
        CameraDirection.Down => CameraDirection.Up,
        _ => direction,
    };

    private void Add(CameraWord word, CameraDirection direction, CameraModifiers modifiers, bool yields, bool assumed, CameraClause clause)
    {
        CameraComponent component = Component(word, direction, modifiers) with { Yields = yields, Assumed = assumed };
        _shown.Add(direction);
        if (direction == CameraDirection.Handheld)
        {
            _handheld = Math.Max(_handheld, component.Strength);
            return;
        }

        // The drift of a hand is its unrest.
        if (yields && _handheld > 0 && word.Forms.Contains("drift"))
        {
            return;
        }

        // Closer with the wheels and farther with the lens at the same time is the dolly zoom.
        if (clause.Link is ClauseLink.While or ClauseLink.And && !assumed && (clause.Link == ClauseLink.While || IsLens(word) != IsLens(_last)) && direction is CameraDirection.In or CameraDirection.Out && _phases.Opposes(direction))
        {
            _notes.Add("A dolly against a zoom needs depth, which a still has not; only the first of the two is shown.");
            return;
        }

        // A direction that is only assumed gives way to a named one, with all that comes along with it.
        if (assumed && _phases.Opposes(direction))
        {
            return;
        }

        _last = word;
        _moved = true;
        _phases.Add(component, word.State);
        if (word.Along != 0)
        {
            // A crane that goes down comes closer, one that goes up moves away.
            bool vertical = direction is CameraDirection.Up or CameraDirection.Down;
            bool closer = word.Along > 0 || direction == CameraDirection.Down;
            if (word.Along > 0 != vertical)
            {
                _phases.Add(component with { Direction = closer ? CameraDirection.In : CameraDirection.Out, Strength = component.Strength * Math.Abs(word.Along), Assumed = true });
            }
        }
    }

    private static bool IsLens(CameraWord? word) => word is not null && word.Forms.Contains("zoom");

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
