namespace VideoGen.Animatic.Camera;

/// <summary>Tells a way around something from a turn about the axis of the lens.</summary>
internal static class CameraOrbit
{
    private static readonly CameraWord Orbit = CameraVocabulary.Words.First(w => w.Forms.Contains("orbit"));
    private static readonly CameraWord Roll = CameraVocabulary.Words.First(w => w.Forms.Contains("roll"));
    private static readonly string[] Travels = ["drift", "glide", "float", "fly", "travel", "track", "slide", "swing", "sweep", "dolly", "curve", "walk", "weave"];
    private static readonly string[] KeyedLimiter = ["corner", "bend", "room", "edge", "track", "clock"];

    /// <summary>The word at an index as the words after it mean it: "drifts around the subject" orbits, "rotates around its axis" rolls.</summary>
    public static CameraWord Read(CameraClause clause, int index, CameraWord word)
    {
        List<CameraToken> tokens = clause.Tokens;
        if (word == Orbit)
        {
            return tokens.Skip(index + 1).Any(t => t.Raw == "axis") ? Roll : word;
        }

        int around = Travels.Contains(tokens[index].Text) ? tokens.FindIndex(index + 1, t => t.Raw == "around") : -1;
        return around > 0 && around + 1 < tokens.Count && tokens[around + 1].Raw != "to" && tokens.GetRange(index + 1, around - index - 1).TrueForAll(Leads) && !tokens.Skip(around + 1).Take(3).Any(t => KeyedLimiter.Contains(t.Raw)) ? Orbit : word;
    }

    private static bool Leads(CameraToken token) =>
        token.Word?.Role == WordRole.Modifier || token.Raw is "along" or "a" or "the" or "curve" or "path" or "arc" or "in" || token.Raw.EndsWith("ly", StringComparison.Ordinal);
}
