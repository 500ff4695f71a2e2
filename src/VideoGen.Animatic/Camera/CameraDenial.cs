namespace VideoGen.Animatic.Camera;

/// <summary>What the clauses of a note deny, and how far a denial reaches.</summary>
internal static class CameraDenial
{
    private const int MostWordsOfAnItem = 4;

    /// <summary>True when the word at an index is denied within its clause.</summary>
    public static bool Covers(CameraClause clause, int index) =>
        clause.Tokens.Take(index).Any(t => t.Word?.Role == WordRole.Negation);

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

    private static bool Denies(CameraClause clause) => clause.Tokens.Exists(t => t.Word?.Role == WordRole.Negation);

    private static bool HasMove(CameraClause clause) => clause.Tokens.Exists(t => t.Word?.Role == WordRole.Move);

    private static bool IsItem(CameraClause clause) =>
        !Denies(clause)
        && (clause.Link is ClauseLink.Or or ClauseLink.Slash
            || (clause.Link is ClauseLink.With or ClauseLink.And && clause.CameraAt < 0 && clause.Tokens.Count <= MostWordsOfAnItem
                && !clause.Tokens.Exists(t => t.Word?.Role is WordRole.Direction or WordRole.Modifier)));

    private static bool IsBare(CameraClause clause) =>
        clause.Tokens is [{ Word: { Role: WordRole.Move, Direction: not (CameraDirection.Hold or CameraDirection.Handheld) } } only] && !only.Raw.Contains(' ', StringComparison.Ordinal);
}
