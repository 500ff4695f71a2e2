namespace VideoGen.Animatic.Camera;

/// <summary>Decides whether a word of the language speaks of the camera: only the camera, or an instruction, moves the camera.</summary>
internal static class CameraSpeaker
{
    // What somebody of the scene does, when an article stands before it: "left to right with the charge".
    private static readonly HashSet<string> Acts = ["charge", "race", "rush", "ride", "run", "walk", "step", "lead", "stand", "rest", "drive", "swim", "lift"];

    // Verbs that have no object: "rising smoke", "circling birds".
    private static readonly HashSet<string> Alone =
        ["rise", "drift", "float", "glide", "sweep", "descend", "climb", "soar", "fly", "circle", "spin", "sink", "swing", "sway", "dive", "rush", "charge", "race", "run", "walk", "roll"];

    /// <summary>True when the word at an index speaks of the camera.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="index">Index of a move, framing or other term.</param>
    /// <param name="moved">True when the clause already moved the camera.</param>
    public static bool Counts(CameraClause clause, int index, bool moved)
    {
        List<CameraToken> tokens = clause.Tokens;
        CameraToken token = tokens[index];
        CameraWord word = token.Word!;
        bool foreign = clause.HasForeign(0, index);
        if (tokens.Take(index).Any(t => t.Raw is "who" or "which" or "that" or "whose"))
        {
            return false;
        }

        // "a locked medium close-up" is said of the camera, whoever else acts; "the lower third" is no move.
        CameraToken next = index + 1 < tokens.Count ? tokens[index + 1] : default;
        if (word.State && CameraStand.Says(clause, index) is { } said)
        {
            return said;
        }

        if (token.Raw == "lower" && next.Raw is not null && CameraGrammar.IsForeign(next))
        {
            return false;
        }

        if ((word.Handled && HasObject(clause, index)) || IsDoneByMany(clause, index))
        {
            return false;
        }

        if (IsAdjective(tokens, index) || (index == clause.CameraAt && CameraGrammar.IsRig(token)))
        {
            return false;
        }

        // "frying pan", "the pan", "train tracks": the thing, not the move.
        if ((word.Loose || IsMachine(token)) && !IsVerb(token) && index > 0 && IsThing(clause, index)
            && !(next.Word?.Role == WordRole.Direction && token.Text is "dolly" or "tilt" or "jib" or "boom" or "pedestal"))
        {
            return false;
        }

        if (!word.Loose && !token.IsFinite && !(token.IsParticiple && (foreign || clause.Speaker == ClauseSpeaker.Scene) && token.Text is not ("zoom" or "dolly")))
        {
            return true;
        }

        return clause.Speaker switch
        {
            ClauseSpeaker.Camera => ByCamera(clause, index, moved, word),
            ClauseSpeaker.Nobody => (!word.NeedsCamera || CameraStand.IsOrder(clause, index)) && !foreign,
            _ => false,
        };
    }

    private static bool ByCamera(CameraClause clause, int index, bool moved, CameraWord word)
    {
        int at = clause.CameraAt;
        if (index < at)
        {
            return (!word.NeedsCamera || (index == at - 1 && clause.Tokens[index].Raw.EndsWith("ing", StringComparison.Ordinal))) && !clause.HasForeign(0, index);
        }

        // "the camera watches her walk away", "waits for her to come back in": done by whom it watches.
        if (!(word is { Direction: CameraDirection.Hold, NeedsDirection: false }) && CameraStand.Watches(clause, index))
        {
            return false;
        }

        // "the camera follows a man moving left": what comes after the object is done by the object.
        bool between = clause.HasForeign(at + 1, index);
        return !between || (!moved && clause.Tokens[index].IsFinite && at >= 0) || (!word.Loose && !clause.Tokens[index].IsFinite && !clause.Tokens[index].IsParticiple);
    }

    private static bool HasObject(CameraClause clause, int index)
    {
        List<CameraToken> tokens = clause.Tokens;
        int next = index + 1;
        if (next >= tokens.Count || !CameraGrammar.OpensObject(tokens[next]) || tokens[next].Raw is "one" or "two")
        {
            return false;
        }

        bool own = next + 1 < tokens.Count && (CameraGrammar.IsCamera(tokens[next + 1]) || CameraGrammar.IsSetup(tokens[next + 1]) || tokens[next + 1].Raw == "field");
        return !own && (CameraGrammar.IsOwner(tokens[next]) || clause.Speaker != ClauseSpeaker.Camera);
    }

    private static bool IsMachine(CameraToken token) => token.Raw is "jib" or "dolly" or "tripod" or "slider";

    private static bool IsVerb(CameraToken token) => token.IsFinite || token.IsParticiple;

    // "tilted dutch angle", "past drifting rubble": says how a thing is.
    private static bool IsAdjective(List<CameraToken> tokens, int index) =>
        tokens[index].Raw is "tilted"
        || (tokens[index].Raw.EndsWith("ed", StringComparison.Ordinal) && !tokens[index].IsPlain && index + 1 < tokens.Count && tokens[index + 1].Raw is "camera" or "angle" or "view" or "perspective" or "viewpoint")
        || (index > 0 && tokens[index].Word!.Loose && tokens[index - 1].Raw == "the" && index + 1 < tokens.Count && tokens[index + 1].Raw == "of")
        || (index == 0 && tokens[0].Raw.EndsWith("ing", StringComparison.Ordinal) && Alone.Contains(tokens[0].Text) && tokens.Count > 1 && CameraGrammar.IsForeign(tokens[1]))
        || (tokens[index].Raw.EndsWith("ing", StringComparison.Ordinal) && !tokens[index].IsPlain && index > 0 && (CameraGrammar.IsPreposition(tokens[index - 1]) || CameraGrammar.OpensObject(tokens[index - 1]))
            && index + 1 < tokens.Count && CameraGrammar.IsForeign(tokens[index + 1]));

    // "waves push in": a verb after several of the scene.
    private static bool IsDoneByMany(CameraClause clause, int index) =>
        clause.Speaker == ClauseSpeaker.Scene && clause.Tokens[index] is { IsPlain: true, Word.Handled: true }
        && (index == 0 || (clause.IsForeign(index - 1) && clause.Tokens[index - 1].Raw is [.., not 's', 's']));

    private static bool IsThing(CameraClause clause, int index) =>
        clause.IsForeign(index - 1) || IsPlaced(clause.Tokens, index) || (Acts.Contains(clause.Tokens[index].Raw) && CameraGrammar.OpensObject(clause.Tokens[index - 1]));

    private static bool IsPlaced(List<CameraToken> tokens, int index) =>
        (index > 1 && (tokens[index - 1].Raw is "the" || (tokens[index - 1].Raw is "a" or "an" && (CameraGrammar.IsBefore(tokens[index - 2]) || CameraGrammar.IsSeeing(tokens[index - 2]) || tokens[index - 2].Text == "reveal")))
            && !(index + 1 < tokens.Count && tokens[index + 1].Word?.Role == WordRole.Direction))
        || CameraGrammar.IsOwner(tokens[index - 1]);
}
