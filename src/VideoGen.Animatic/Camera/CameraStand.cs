namespace VideoGen.Animatic.Camera;

/// <summary>Tells a camera that stands from a thing of the scene that does: "a fixed position" and "a frozen lake".</summary>
internal static class CameraStand
{
    private const int MostWordsBetween = 3;

    private static readonly HashSet<string> OfThings = ["still", "frozen", "motionless", "stationary", "fixed", "unmoving", "unmoved", "immobile", "locked", "held"];
    private static readonly HashSet<string> Keeps = ["maintain", "retain", "preserve", "keep"];

    /// <summary>True or false where the words after a word of standing say of what it is said; null where they leave it open.</summary>
    public static bool? Says(CameraClause clause, int index)
    {
        CameraToken token = clause.Tokens[index];
        int setup = SetupAfter(clause, index);
        if (Keeps.Contains(token.Text))
        {
            bool moves = clause.Tokens.Skip(index + 1).Any(CameraGrammar.IsMoving);
            return !moves && setup > 0 && clause.Speaker != ClauseSpeaker.Scene ? true : moves || token.Text != "keep" ? false : null;
        }

        if (setup > 0 && (!token.Word!.NeedsCamera || token.Raw.EndsWith("ed", StringComparison.Ordinal)))
        {
            return true;
        }

        return setup < 0 && clause.CameraAt < 0 && OfThings.Contains(token.Raw) && IsThing(clause, index + 1) ? false : null;
    }

    /// <summary>True for an instruction to stay: "stay wide", "remain here".</summary>
    public static bool IsOrder(CameraClause clause, int index) =>
        clause.Tokens[index] is { IsPlain: true, Text: "stay" or "remain" or "keep" } token
        && clause.Tokens.Take(index).All(t => t.Word?.Role == WordRole.Modifier || CameraGrammar.IsFiller(t))
        && (clause.Tokens.Skip(index + 1).Any(t => t.Word?.Role == WordRole.Framing)
            || (token.Text != "keep" && clause.Tokens.Skip(index + 1).All(t => CameraGrammar.IsFiller(t) || t.Word?.Role == WordRole.Modifier)));

    /// <summary>True when a verb is done by somebody whom the camera watches or awaits.</summary>
    public static bool Watches(CameraClause clause, int index) =>
        clause.Tokens.Take(index).Any(t => t.Word is not null && t.Text is "watch" or "wait" or "observe")
        || (index > 1 && clause.Tokens[index - 1].Raw == "to" && (CameraGrammar.IsPronoun(clause.Tokens[index - 2]) || clause.Tokens[index - 2].Raw is "him" or "them"));

    private static int SetupAfter(CameraClause clause, int index)
    {
        for (int i = index + 1; i < clause.Tokens.Count && i <= index + 1 + MostWordsBetween; i++)
        {
            CameraToken token = clause.Tokens[i];
            if (CameraGrammar.IsSetup(token))
            {
                return i;
            }

            if (!(token.Word is { Role: WordRole.Modifier } or { State: true } || CameraGrammar.IsAdjective(token) || CameraGrammar.OpensObject(token) || token.Raw is "same"))
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool IsThing(CameraClause clause, int at) =>
        at < clause.Tokens.Count && CameraGrammar.IsForeign(clause.Tokens[at]) && !CameraGrammar.IsPreposition(clause.Tokens[at])
        && !clause.Tokens.Skip(at).Take(MostWordsBetween).Any(CameraGrammar.IsSetup);
}
