namespace VideoGen.Animatic.Camera;

/// <summary>What the words around a move make of its strength and speed.</summary>
/// <param name="Strength">Factor on the way.</param>
/// <param name="Speed">Speed; null when no word gives one.</param>
internal sealed record CameraModifiers(double Strength, CameraSpeed? Speed)
{
    /// <summary>No modifiers.</summary>
    public CameraModifiers() : this(1, null) { }

    /// <summary>
    /// The modifiers of the move at an index of a clause: those before it back to the previous move or to something of the scene, those
    /// right after it, and adverbs ("slowly") anywhere after the last move of the clause.
    /// </summary>
    public static CameraModifiers Of(CameraClause clause, int index)
    {
        List<CameraToken> tokens = clause.Tokens;
        var found = new CameraModifiers();
        for (int i = index - 1; i >= 0 && tokens[i].Word?.Role != WordRole.Move && (!CameraGrammar.IsForeign(tokens[i]) || i < clause.CameraAt); i--)
        {
            found = found.With(tokens, i);
        }

        bool last = !tokens.Skip(index + 1).Any(t => t.Word?.Role == WordRole.Move);
        bool beside = true;
        for (int i = index + 1; last && i < tokens.Count; i++)
        {
            beside &= !CameraGrammar.IsForeign(tokens[i]);
            found = beside || tokens[i].Raw.EndsWith("ly", StringComparison.Ordinal) ? found.With(tokens, i) : found;
        }

        return found;
    }

    // "not too fast" takes the "fast" away.
    private CameraModifiers With(List<CameraToken> tokens, int index) =>
        tokens[index].Word is { Role: WordRole.Modifier } word && !(index > 0 && tokens[index - 1].Word?.Role == WordRole.Degree)
            ? new(Strength * word.Strength, word.Speed ?? Speed)
            : this;
}
