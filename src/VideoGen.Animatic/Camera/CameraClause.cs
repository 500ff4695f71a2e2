namespace VideoGen.Animatic.Camera;

/// <summary>Words between two marks or joining words, and who acts in them.</summary>
/// <param name="Tokens">The words; never a mark.</param>
/// <param name="Link">How it hangs on the clause before it.</param>
internal sealed record CameraClause(List<CameraToken> Tokens, ClauseLink Link)
{
    // Moves whose names are things as well: "metal pan", "rocky track".
    private static readonly string[] Things = ["pan", "track", "truck", "crane", "tilt", "lift", "whip"];

    /// <summary>Who acts.</summary>
    public ClauseSpeaker Speaker { get; internal set; }

    /// <summary>Index of the word that stands for the camera; -1 when there is none.</summary>
    public int CameraAt { get; internal set; } = -1;

    /// <summary>True when nothing of it is meant ("negative prompt: zoom").</summary>
    public bool IsDisowned { get; internal set; }

    /// <summary>True when the word at an index is something of the scene; an adjective before a move ("hypnotic orbit") is not, somebody before a verb ("the detective stands") is.</summary>
    public bool IsForeign(int index) =>
        CameraGrammar.IsForeign(Tokens[index])
        && !(CameraGrammar.IsAdjective(Tokens[index])
            && Tokens.Skip(index + 1).FirstOrDefault(t => t.Word?.Role != WordRole.Modifier && !CameraGrammar.IsAdjective(t)) is { Word: { Role: WordRole.Move } move } next
            && !move.Forms.Any(Things.Contains)
            && !(next.IsFinite && index > 0 && CameraGrammar.OpensObject(Tokens[index - 1])));

    /// <summary>True when something of the scene stands between two indexes.</summary>
    public bool HasForeign(int from, int to) => Enumerable.Range(from, Math.Max(0, to - from)).Any(IsForeign);

    /// <summary>True when the clause begins with a direction and names no move ("and up", "then back to the door").</summary>
    public bool IsBareDirection
    {
        get
        {
            int at = Tokens.FindIndex(t => t.Word?.Role != WordRole.Modifier && !CameraGrammar.IsFiller(t));
            return at >= 0 && Tokens[at].Word?.Role == WordRole.Direction
                && !Tokens.Exists(t => t.Word?.Role is WordRole.Move or WordRole.Negation)
                && (at + 1 == Tokens.Count || !CameraGrammar.IsForeign(Tokens[at + 1]));
        }
    }

    /// <summary>True when the clause has only words that change a move.</summary>
    public bool IsBareModifier =>
        Tokens.Any(t => t.Word?.Role == WordRole.Modifier) && Tokens.All(t => t.Word?.Role == WordRole.Modifier || CameraGrammar.IsFiller(t));

    /// <summary>True when the clause has a word of the language other than a modifier or direction.</summary>
    public bool Speaks => Tokens.Any(t => t.Word?.Role is WordRole.Move or WordRole.Framing or WordRole.Beyond or WordRole.Negation);

    /// <summary>True when the clause reads like a description of the picture ("on her face") and deserves no blame.</summary>
    public bool Describes => Link == ClauseLink.While || CameraGrammar.IsFiller(Tokens[0]) || CameraGrammar.IsPronoun(Tokens[0]) || !Tokens.Exists(t => CameraGrammar.IsForeign(t));
}
