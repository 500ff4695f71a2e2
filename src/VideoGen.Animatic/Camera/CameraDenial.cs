namespace VideoGen.Animatic.Camera;

/// <summary>What the clauses of a note deny, and how far a denial reaches.</summary>
internal static class CameraDenial
{
    private const int MostWordsOfAnItem = 4;

    // A camera that does not do these things moves.
    private static readonly HashSet<string> Ends = ["stop", "stops", "stopping", "cease", "ceases", "end", "hesitate", "lose", "loses", "show", "reveal", "see", "capture"];

    /// <summary>True when the word at an index is denied within its clause.</summary>
    public static bool Covers(CameraClause clause, int index) =>
        clause.Tokens.Take(index).Any(t => IsNegation(t) && !IsNone(t));

    /// <summary>True when a clause says that the camera does not move at all.</summary>
    public static bool OfMoving(CameraClause clause) => IsBeforeMoving(clause) || IsElliptic(clause) || IsOfVerb(clause) || OnlySceneMoves(clause);

    /// <summary>True when a label of the camera or of a move is given no value: "camera movement: 0", "zoom: none".</summary>
    public static bool OfLabel(CameraClause label, CameraClause value) =>
        value is { Link: ClauseLink.Label, Tokens: [{ Raw: "0" or "off" or "no" or "none" or "nil" or "n a" or "disabled" }] }
        && label.Tokens.Exists(t => CameraGrammar.IsCamera(t) || CameraGrammar.IsMoving(t) || t.Word?.Role == WordRole.Move);

    // "no camera movement", "the camera does not move".
    private static bool IsBeforeMoving(CameraClause clause)
    {
        List<CameraToken> tokens = clause.Tokens;
        int not = tokens.FindIndex(IsNegation);
        int moving = not < 0 ? -1 : tokens.FindIndex(not, CameraGrammar.IsMoving);
        return moving > 0
            && tokens.GetRange(not + 1, moving - not - 1).TrueForAll(t => CameraGrammar.IsFiller(t))
            && !tokens.Skip(moving).Any(t => t.Word is { Role: WordRole.Direction, Vague: false } word && (word.Beside || word.Direction is not (CameraDirection.In or CameraDirection.Out)));
    }

    // "camera: none", "camera movement should be avoided", "subject moves, the camera does not".
    private static bool IsElliptic(CameraClause clause)
    {
        List<CameraToken> tokens = clause.Tokens;
        return tokens.Exists(IsNegation)
            && tokens.TrueForAll(t => IsNegation(t) || CameraGrammar.IsFiller(t) || CameraGrammar.IsMoving(t) || t.Word is { Role: WordRole.Modifier, Speed: null, Strength: 1 })
            && (clause.Speaker == ClauseSpeaker.Camera
                || (tokens.Exists(CameraGrammar.IsMoving) && clause.Speaker == ClauseSpeaker.Nobody)
                || (clause.Link == ClauseLink.Sentence && tokens.TrueForAll(IsNone)));
    }

    // "the camera does not react", "the framing never changes": whatever else the camera does not do, it stands.
    private static bool IsOfVerb(CameraClause clause)
    {
        List<CameraToken> tokens = clause.Tokens;
        int not = clause.CameraAt < 0 ? -1 : tokens.FindIndex(clause.CameraAt, IsNegation);
        int verb = not < 0 ? -1 : tokens.FindIndex(not + 1, t => t.Word?.Role != WordRole.Modifier && !CameraGrammar.IsFiller(t));
        return verb > 0 && CameraGrammar.IsForeign(tokens[verb]) && (!CameraGrammar.IsSeeing(tokens[verb]) || tokens[verb].Raw is "changes") && !Ends.Contains(tokens[verb].Raw)
            && tokens.GetRange(clause.CameraAt + 1, not - clause.CameraAt - 1).TrueForAll(t => CameraGrammar.IsFiller(t) || t.Word?.Role == WordRole.Modifier);
    }

    // "only the curtain moves", "nothing moves but the snow".
    private static bool OnlySceneMoves(CameraClause clause)
    {
        List<CameraToken> tokens = clause.Tokens;
        int only = tokens.FindIndex(t => t.Raw is "only" or "nothing");
        return only >= 0 && clause.CameraAt < 0
            && tokens.FindIndex(only, CameraGrammar.IsMoving) > 0
            && (tokens[only].Raw == "nothing" || tokens.Skip(only + 1).Any(CameraGrammar.IsForeign))
            && tokens.TrueForAll(t => t.Word?.Role != WordRole.Move || CameraGrammar.IsMoving(t));
    }

    // "none" stands for itself: "N/A - static".
    private static bool IsNone(CameraToken token) => token.Raw is "none" or "nil" or "n a";

    private static bool IsNegation(CameraToken token) => token.Word?.Role == WordRole.Negation;

    /// <summary>
    /// For each clause, whether it belongs to a list that is denied before it: "no pans, tilts or zooms", "never pan, zoom, dolly". A
    /// list ends at its last "or" or bare move; a direction or a modifier of its own ("no zoom, slow pan left") is no item.
    /// </summary>
    public static bool[] Listed(List<CameraClause> clauses)
    {
        bool[] listed = new bool[clauses.Count];
        for (int head = 0; head < clauses.Count; head++)
        {
            if (!Denies(clauses[head]))
            {
                continue;
            }

            int end = head;
            bool moves = HasMove(clauses[head]);
            for (int i = head + 1; i < clauses.Count && IsItem(clauses[i]); i++)
            {
                bool closes = clauses[i].Link is ClauseLink.Or or ClauseLink.Slash
                    || (moves && IsBare(clauses[i]))
                    || (clauses[i].Link == ClauseLink.And && clauses[i].Tokens.TrueForAll(t => t.Word?.Role == WordRole.Move));
                moves |= HasMove(clauses[i]);
                end = closes ? i : end;
            }

            Array.Fill(listed, true, head + 1, end - head);
        }

        return listed;
    }

    private static bool Denies(CameraClause clause) => clause.Tokens.Exists(IsNegation);

    private static bool HasMove(CameraClause clause) => clause.Tokens.Exists(t => t.Word?.Role == WordRole.Move);

    private static bool IsItem(CameraClause clause) =>
        !Denies(clause)
        && (clause.Link is ClauseLink.Or or ClauseLink.Slash
            || (clause.Link is ClauseLink.With or ClauseLink.And && clause.CameraAt < 0 && clause.Tokens.Count <= MostWordsOfAnItem
                && !clause.Tokens.Exists(t => t.Word?.Role is WordRole.Direction or WordRole.Modifier)));

    private static bool IsBare(CameraClause clause) =>
        clause.Tokens is [{ Word: { Role: WordRole.Move, Direction: not (CameraDirection.Hold or CameraDirection.Handheld) } } only] && !only.Raw.Contains(' ', StringComparison.Ordinal);
}
