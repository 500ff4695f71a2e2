namespace VideoGen.Animatic.Camera;

/// <summary>What the words around a move make of its strength and speed.</summary>
/// <param name="Strength">Factor on the way.</param>
/// <param name="Speed">Speed; null when no word gives one.</param>
internal sealed record CameraModifiers(double Strength, CameraSpeed? Speed)
{
    /// <summary>No modifiers.</summary>
    public CameraModifiers() : this(1, null) { }

    /// <summary>
    /// The modifiers of the move at an index of a clause: those before it back to the previous move, and, when it is the last move of
    /// the clause, those after it.
    /// </summary>
    public static CameraModifiers Of(CameraClause clause, int index)
    {
        List<CameraToken> tokens = clause.Tokens;
        var found = new CameraModifiers();
        for (int i = index - 1; i >= 0 && tokens[i].Word?.Role != WordRole.Move; i--)
        {
            found = found.With(tokens[i].Word);
        }

        bool last = !tokens.Skip(index + 1).Any(t => t.Word?.Role == WordRole.Move);
        for (int i = index + 1; last && i < tokens.Count; i++)
        {
            found = found.With(tokens[i].Word);
        }

        return found;
    }

    private CameraModifiers With(CameraWord? word) =>
        word is { Role: WordRole.Modifier } ? new(Strength * word.Strength, word.Speed ?? Speed) : this;
}
