namespace VideoGen.Animatic.Camera;

/// <summary>Finds words about the camera that the reading of a clause left out, so that they are reported instead of being lost.</summary>
internal static class UnreadWords
{
    /// <summary>Index of the first word that was left out; -1 for none.</summary>
    /// <param name="clause">The clause; somebody of the scene does not act in it.</param>
    /// <param name="taken">Indexes of the words that were read as moves, framings or terms.</param>
    /// <param name="shown">Directions the clause gave to the move.</param>
    public static int In(CameraClause clause, IReadOnlySet<int> taken, IReadOnlySet<CameraDirection> shown)
    {
        List<CameraToken> tokens = clause.Tokens;
        bool foreign = false;
        bool speaks = clause.Speaker == ClauseSpeaker.Camera && clause.CameraAt < 0;
        for (int i = Math.Max(0, clause.CameraAt); i < tokens.Count && !foreign; i++)
        {
            speaks |= i == clause.CameraAt || taken.Contains(i);
            if (speaks && !taken.Contains(i) && (IsLostDirection(tokens, i, shown) || (shown.All(d => d == CameraDirection.Hold) && taken.All(t => t < clause.CameraAt) && IsLostVerb(tokens, i, clause.CameraAt))))
            {
                return i;
            }

            foreign = clause.IsForeign(i) || CameraGrammar.OpensObject(tokens[i]);
            foreign &= i > clause.CameraAt;
        }

        return -1;
    }

    private static bool IsLostDirection(List<CameraToken> tokens, int at, IReadOnlySet<CameraDirection> shown) =>
        tokens[at] is { Word: { Role: WordRole.Direction, Vague: false, Direction: not (CameraDirection.In or CameraDirection.Out) } word } token
        && !token.Raw.Contains(' ', StringComparison.Ordinal) && !shown.Contains(word.Direction) && !shown.Contains(CameraDirection.In)
        && !(at + 1 < tokens.Count && tokens[at + 1].Raw is "to" or "close" or "or" or "side" or "hand" or "corner");

    private static bool IsLostVerb(List<CameraToken> tokens, int at, int camera) =>
        camera >= 0 && at > camera && tokens.GetRange(camera + 1, at - camera - 1).TrueForAll(t => t.Word?.Role == WordRole.Modifier || CameraGrammar.IsFiller(t))
        && ((tokens[at].Word is { Role: WordRole.Move, Direction: not CameraDirection.Hold } or { Role: WordRole.Move, NeedsDirection: true })
            || (CameraGrammar.IsForeign(tokens[at]) && tokens[at].Raw is [.., 's'] or [.., 'i', 'n', 'g'] && !CameraGrammar.IsSeeing(tokens[at])));
}
