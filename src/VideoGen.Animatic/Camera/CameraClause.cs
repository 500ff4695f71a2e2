namespace VideoGen.Animatic.Camera;

/// <summary>Words between two marks or joining words.</summary>
/// <param name="Tokens">The words; never a mark.</param>
/// <param name="After">True when the clause comes after the one before it instead of with it.</param>
/// <param name="Aside">True when it was opened by "as" or "while": likely a description.</param>
internal sealed record CameraClause(List<CameraToken> Tokens, bool After, bool Aside)
{
    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "of", "to", "on", "at", "it", "its", "is", "are", "be", "by", "for", "from", "we", "camera", "shot", "shots", "frame",
        "angle", "view", "lens", "movement", "motion", "moves", "cam", "just", "only", "or", "all", "way", "this", "that", "through", "over",
        "across", "past", "behind", "around", "under", "above", "her", "his", "their", "him", "during", "until", "bit",
        "feel", "style", "any", "there", "some", "one", "scene", "subject", "use", "let", "start", "starting", "begin", "beginning", "end",
    };

    private static readonly HashSet<string> Subjects = new(StringComparer.Ordinal) { "she", "he", "they", "who", "someone", "everyone", "you" };

    private static readonly HashSet<string> Moving = new(StringComparer.Ordinal) { "movement", "movements", "motion", "move", "moves", "moving" };

    /// <summary>Cuts tokens at marks and joining words.</summary>
    public static List<CameraClause> Cut(List<CameraToken> tokens)
    {
        var clauses = new List<CameraClause>();
        var current = new CameraClause([], false, false);
        foreach (CameraToken token in tokens)
        {
            if (!token.IsMark && token.Word?.Role is not (WordRole.Sequence or WordRole.Joint))
            {
                current.Tokens.Add(token);
                continue;
            }

            // ", then" opens one clause, not an empty one and another.
            bool after = token.Word?.Role == WordRole.Sequence || (current.Tokens.Count == 0 && current.After);
            clauses.Add(current);
            current = new CameraClause([], after, token.Text is "as" or "while");
        }

        clauses.Add(current);
        return JoinModifiers([.. clauses.Where(c => c.Tokens.Count > 0)]);
    }

    // "push in, very slowly" and "slow and steady push": a clause of modifiers alone belongs to its neighbour.
    private static List<CameraClause> JoinModifiers(List<CameraClause> clauses)
    {
        for (int i = clauses.Count - 1; i >= 0 && clauses.Count > 1; i--)
        {
            if (!clauses[i].Tokens.Exists(t => t.Word?.Role == WordRole.Modifier)
                || !clauses[i].Tokens.TrueForAll(t => t.Word?.Role == WordRole.Modifier || IsFiller(t)))
            {
                continue;
            }

            CameraClause into = i > 0 && !clauses[i].After ? clauses[i - 1] : clauses[Math.Min(i + 1, clauses.Count - 1)];
            if (ReferenceEquals(into, clauses[i]))
            {
                continue;
            }

            into.Tokens.InsertRange(i > 0 && !clauses[i].After ? into.Tokens.Count : 0, clauses[i].Tokens);
            clauses.RemoveAt(i);
        }

        return clauses;
    }

    /// <summary>True for a word that says nothing by itself.</summary>
    public static bool IsFiller(CameraToken token) => token.Word is null && Fillers.Contains(token.Text);

    /// <summary>True for a word that is neither of the language nor a filler.</summary>
    public static bool IsForeign(CameraToken token) => token.Word is null && !Fillers.Contains(token.Text);

    /// <summary>True when the clause says that nothing moves ("no camera movement").</summary>
    public bool DeniesMoving =>
        Tokens.Any(t => t.Word?.Role == WordRole.Negation) && Tokens.Any(t => Moving.Contains(t.Text));

    /// <summary>True when the clause has only directions and words that change or fill ("and up").</summary>
    public bool IsBareDirection =>
        Tokens.Any(t => t.Word?.Role == WordRole.Direction) && Tokens.All(t => t.Word?.Role is WordRole.Direction or WordRole.Modifier || IsFiller(t));

    /// <summary>True when the clause has a word of the language other than a modifier or direction.</summary>
    public bool Speaks => Tokens.Any(t => t.Word?.Role is WordRole.Move or WordRole.Framing or WordRole.Beyond or WordRole.Negation);

    /// <summary>True when the clause reads like a description of the picture ("on her face") and deserves no blame.</summary>
    public bool Describes => Aside || IsFiller(Tokens[0]) || Subjects.Contains(Tokens[0].Text) || Tokens.All(t => !IsForeign(t));

    /// <summary>The direction given to the move at an index; null when none is given.</summary>
    public CameraDirection? DirectionOf(int index)
    {
        CameraWord word = Tokens[index].Word!;
        int next = index + 1;
        while (next < Tokens.Count && Tokens[next].Word?.Role == WordRole.Modifier)
        {
            next++;
        }

        // "in" and "back" are everyday words: they count only beside the verb.
        if (next < Tokens.Count && Direction(next) is { } near && near is CameraDirection.In or CameraDirection.Out && word.Allowed.Contains(near))
        {
            return near;
        }

        return Ahead(index, word) ?? Before(index, word);
    }

    private CameraDirection? Ahead(int index, CameraWord word)
    {
        CameraDirection? found = null;
        for (int i = index + 1; i < Tokens.Count && Tokens[i].Word?.Role != WordRole.Move; i++)
        {
            if (Direction(i) is not { } direction || !Planar(direction) || !word.Allowed.Contains(direction))
            {
                continue;
            }

            bool target = Tokens[i - 1].Text == "to" || (i > 1 && Tokens[i - 1].Text == "the" && Tokens[i - 2].Text == "to");
            if (found is null || target)
            {
                found = direction;
            }
        }

        return found;
    }

    private CameraDirection? Before(int index, CameraWord word)
    {
        for (int i = index - 1; i >= 0 && Tokens[i].Word?.Role != WordRole.Move; i--)
        {
            if (Direction(i) is { } direction && Planar(direction) && word.Allowed.Contains(direction))
            {
                return direction;
            }
        }

        return null;
    }

    private CameraDirection? Direction(int index) =>
        Tokens[index].Word is { Role: WordRole.Direction } word ? word.Direction : null;

    private static bool Planar(CameraDirection direction) =>
        direction is CameraDirection.Left or CameraDirection.Right or CameraDirection.Up or CameraDirection.Down;
}
