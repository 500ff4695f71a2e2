namespace VideoGen.Animatic.Camera;

/// <summary>Finds the direction that a clause gives to a move.</summary>
/// <param name="clause">The clause.</param>
internal sealed class CameraDirections(CameraClause clause)
{
    private static readonly string[] High = ["face", "head", "sky", "ceiling", "top", "crown", "stars", "moon", "sun", "clouds", "rooftop", "rooftops", "skyline", "eyes", "summit", "canopy", "peak", "heavens", "above", "overhead", "roof"];
    private static readonly string[] Low = ["feet", "boots", "shoes", "ground", "floor", "street", "base", "bottom", "toe", "toes", "road", "roots", "water", "below", "hands", "grass", "pavement", "waves", "shoreline", "desk", "table"];
    private static readonly string[] Passages = ["hall", "hallway", "corridor", "aisle", "street", "road", "path", "alley", "alleyway", "tunnel", "platform", "lane", "avenue", "runway", "row", "track", "tracks", "canyon", "passage", "driveway", "highway", "line", "catwalk"];
    private readonly List<CameraToken> _tokens = clause.Tokens;

    /// <summary>The direction given to the move at an index; null when none is given.</summary>
    public CameraDirection? Of(int index)
    {
        CameraWord word = _tokens[index].Word!;
        return Near(index, word) ?? Pressed(index, word) ?? Range(word) ?? Ahead(index, word) ?? Behind(index, word) ?? KeyedLimiter(index, word) ?? Framed(index, word) ?? Vague(index, word);
    }

    // "in" and "back" are everyday words: they count only beside the verb.
    private CameraDirection? Near(int index, CameraWord word)
    {
        for (int i = index + 1; i < _tokens.Count; i++)
        {
            if (_tokens[i].Raw == "in" && word.Direction != CameraDirection.In && i + 1 < _tokens.Count && (CameraGrammar.OpensObject(_tokens[i + 1]) || _tokens[i + 1].Raw == "front"))
            {
                return null;
            }

            // "slides out from behind the tree" comes no farther away.
            if (_tokens[i].Raw == "out" && After(i) == "from" && i + 2 < _tokens.Count && _tokens[i + 2].Raw is "behind" or "under" or "beneath")
            {
                return null;
            }

            if (Given(i, word) is { } direction)
            {
                bool toward = _tokens[i].Raw is "into" or "toward" or "towards" && i + 2 < _tokens.Count && Given(i + 2, word) is { } named && IsPlanar(named);
                return toward || (IsPlanar(direction) && IsRangeAt(i)) || IsVague(_tokens[i]) ? null : direction;
            }

            if (_tokens[i].Word?.Role != WordRole.Modifier && !IsStep(_tokens[i]))
            {
                return null;
            }
        }

        return null;
    }

    // "pulls up", "pushes left": without "in" or "out" it goes where the word beside it says.
    private CameraDirection? Pressed(int index, CameraWord word)
    {
        int next = _tokens.FindIndex(index + 1, t => t.Word?.Role != WordRole.Modifier);
        return word is { Loose: true, Handled: true, Direction: CameraDirection.In or CameraDirection.Out } && next > 0
            && _tokens[next].Word is { Role: WordRole.Direction, Vague: false } && DirectionAt(next) is { } direction && IsPlanar(direction) ? direction : null;
    }

    private static bool IsStep(CameraToken token) =>
        token.Word is null && (token.Raw is "all" or "the" or "way" or "movement" or "motion" or "move" or "shot" or "camera" or "it" or "moving" or "view" || token.Raw.EndsWith("ly", StringComparison.Ordinal))
        || token.Word is { Role: WordRole.Framing };

    // "from left to right", "right to left".
    /// <summary>Where "from left to right" ends, for a move; null when the clause names no such range.</summary>
    public CameraDirection? Range(CameraWord word)
    {
        for (int i = 0; i + 1 < _tokens.Count; i++)
        {
            if (IsRangeAt(i) && To(i) is var to && Given(to, word) is { } direction)
            {
                return direction;
            }
        }

        return null;
    }

    private bool IsRangeAt(int from) =>
        _tokens[from].Word is { Role: WordRole.Direction, Direction: CameraDirection.Left or CameraDirection.Right, Vague: false }
        && To(from) is var to && to > from && _tokens[to].Word is { Role: WordRole.Direction, Direction: CameraDirection.Left or CameraDirection.Right };

    private int To(int from)
    {
        int to = from + 1;
        if (to >= _tokens.Count || _tokens[to].Raw is not "to")
        {
            return -1;
        }

        to++;
        return to < _tokens.Count && _tokens[to].Raw == "the" ? (to + 1 < _tokens.Count ? to + 1 : -1) : to < _tokens.Count ? to : -1;
    }

    private CameraDirection? Ahead(int index, CameraWord word)
    {
        CameraDirection? found = null;
        bool foreign = false;
        for (int i = index + 1; i < _tokens.Count && !IsOtherMove(i); i++)
        {
            foreign |= CameraGrammar.IsForeign(_tokens[i]);
            if (Given(i, word) is not { } direction || IsVague(_tokens[i]) || !(IsPlanar(direction) || _tokens[i].Word!.Beside || _tokens[i].Raw is "toward" or "towards"))
            {
                continue;
            }

            bool target = Before(i) is "to" or "toward" or "towards";
            if (foreign && !target && i != _tokens.Count - 1 && !(After(i) is "to" or "from" or "toward" or "towards" or "past" or "along" or "over" or "through"))
            {
                continue;
            }

            if (Looks(i))
            {
                continue;
            }

            if (found is null || target)
            {
                found = direction;
            }
        }

        return found;
    }

    private CameraDirection? Behind(int index, CameraWord word)
    {
        for (int i = index - 1; i >= 0 && !IsOtherMove(i) && !CameraGrammar.IsForeign(_tokens[i]); i--)
        {
            if (Given(i, word) is { } direction && !IsVague(_tokens[i]) && (IsPlanar(direction) || _tokens[i].Word!.Beside))
            {
                return direction;
            }
        }

        return null;
    }

    // "tilt from feet to face", "tilt to the sky": high and low things name the way.
    private CameraDirection? KeyedLimiter(int index, CameraWord word)
    {
        if (!word.Allowed.Contains(CameraDirection.Up) || word.Direction is not (CameraDirection.Up or CameraDirection.Down) || IsHeight(word))
        {
            return null;
        }

        int to = _tokens.FindIndex(index + 1, t => t.Raw is "to" or "onto" or "toward" or "towards");
        int from = _tokens.FindIndex(t => t.Raw == "from");
        string[] target = to < 0 ? [] : [.. _tokens.Skip(to + 1).Take(5).Select(t => t.Raw)];
        string[] source = from < 0 ? [] : [.. _tokens.Skip(from + 1).Take(to > from ? to - from - 1 : 4).Select(t => t.Raw)];
        return target.Intersect(High).Any() && !source.Intersect(["sky", "clouds", "ceiling"]).Any() ? CameraDirection.Up
            : target.Intersect(Low).Any() || source.Intersect(High).Any() ? CameraDirection.Down
            : null;
    }

    // "moves to a close-up".
    private CameraDirection? Framed(int index, CameraWord word)
    {
        int to = word.NeedsDirection ? _tokens.FindIndex(index + 1, t => t.Raw is "to" or "into") : -1;
        int size = to < 0 ? 0 : _tokens.Skip(to + 1).Take(4).Select(t => t.Word?.Size ?? 0).FirstOrDefault(s => s > 0);
        return size >= 5 ? CameraDirection.In : size is 1 or 2 ? CameraDirection.Out : size == 0 && Arrives(index, to) ? CameraDirection.In : null;
    }

    // "the camera moves to the window".
    private bool Arrives(int index, int to) =>
        to == index + 1 && clause.Speaker == ClauseSpeaker.Camera && _tokens[index].Text is "move" or "go" or "come" or "continue"
        && to + 1 < _tokens.Count && _tokens.Skip(to + 1).All(t => t.Word?.Role != WordRole.Move);

    /// <summary>True when the direction of a move is only a side left open ("lateral").</summary>
    public bool IsOpen(int index) =>
        _tokens[index].Word is { } word && Near(index, word) is null && Range(word) is null && Ahead(index, word) is null && Behind(index, word) is null && Vague(index, word) is not null;

    private CameraDirection? Vague(int index, CameraWord word)
    {
        // "vertical camera movement" says no more than the move beside it.
        if (_tokens[index].Raw is "movement" or "motion")
        {
            return null;
        }

        if (word.Accompanies && _tokens.FindIndex(index, t => (t.Raw == "behind" && _tokens[index].Text is not ("slide" or "sweep" or "scan")) || (t.Raw == "into" && _tokens[index].Text == "follow")) >= 0)
        {
            return CameraDirection.In;
        }

        for (int i = Math.Max(0, index - 3); i < _tokens.Count && i < index + 9; i++)
        {
            if (i != index && IsVague(_tokens[i]) && Given(i, word) is { } side)
            {
                return side;
            }
        }

        return null;
    }

    private CameraDirection? Given(int index, CameraWord word) =>
        index >= 0 && index < _tokens.Count && DirectionAt(index) is { } direction && word.Allowed.Contains(direction)
        && (_tokens[index].Word!.Role == WordRole.Direction || TakesHeight(word)) ? direction : null;

    // "a rising crane shot", "crane descending": the slow verbs of height serve as directions of another move.
    private CameraDirection? DirectionAt(int index) => _tokens[index].Word switch
    {
        { Role: WordRole.Direction, Direction: CameraDirection.Up or CameraDirection.Down } when IsPassage(index) => CameraDirection.In,
        { Role: WordRole.Direction } word => word.Direction,
        { Role: WordRole.Move } word when IsHeight(word) => word.Direction,
        _ => null,
    };

    // "down the hallway" goes into the picture.
    private bool IsPassage(int index) => index + 2 < _tokens.Count && CameraGrammar.OpensObject(_tokens[index + 1]) && _tokens.Skip(index + 2).Take(3).Any(t => Passages.Contains(t.Raw));

    // "tracking shot moving right": the second only carries the direction of the first.
    private bool IsOtherMove(int index) => _tokens[index].Word is { Role: WordRole.Move } word && !IsHeight(word) && !(word.NeedsDirection && _tokens[index].Raw is "moving" or "going");

    private string Before(int index) => index > 0 ? _tokens[index - 1].Raw is "the" or "camera" && index > 1 ? _tokens[index - 2].Raw : _tokens[index - 1].Raw : "";

    private string After(int index) => index + 1 < _tokens.Count ? _tokens[index + 1].Raw : "";

    private bool Looks(int index) => index > 0 && CameraGrammar.IsForeign(_tokens[index - 1])
        && (_tokens[index - 1].Raw.EndsWith("ing", StringComparison.Ordinal) || _tokens[index - 1].Raw is "looks" or "look" or "turns" or "gaze");

    /// <summary>True when a direction leaves the side open.</summary>
    public static bool IsVague(CameraToken token) => token.Word is { Vague: true };

    /// <summary>True for "rise", "descend" and their like.</summary>
    public static bool IsHeight(CameraWord word) => word is { Role: WordRole.Move, Loose: true, Handled: true, Direction: CameraDirection.Down } or { Role: WordRole.Move, Loose: true, Handled: true, Direction: CameraDirection.Up, Allowed.Length: 2 };

    /// <summary>True for a move that "rising" beside it directs; with a move into the depth it is a second move.</summary>
    public static bool TakesHeight(CameraWord word) => word.Direction is not (CameraDirection.In or CameraDirection.Out);

    private static bool IsPlanar(CameraDirection direction) =>
        direction is CameraDirection.Left or CameraDirection.Right or CameraDirection.Up or CameraDirection.Down;
}
