namespace VideoGen.Animatic.Camera;

/// <summary>Reads "from a wide shot to a close-up" and "starts tight, ends wide" as a move closer or farther.</summary>
internal static class FramingRange
{
    /// <summary>The move between the first two framings of different size that are joined as beginning and end; null when there is none.</summary>
    public static CameraDirection? Of(List<CameraClause> clauses)
    {
        List<(CameraToken Token, bool Link)> all = [.. clauses.Where(c => !c.IsDisowned).SelectMany(c => c.Tokens.Select((t, i) => (t, i == 0 && c.Link == ClauseLink.Sentence)))];
        int from = -1;
        for (int i = 0; i < all.Count; i++)
        {
            from = all[i].Link ? -1 : from;
            if (all[i].Token.Word is not { Size: > 0 } word)
            {
                continue;
            }

            if (from >= 0 && all[from].Token.Word!.Size is var start && start != word.Size && IsEnd(all, i))
            {
                return word.Size > start ? CameraDirection.In : CameraDirection.Out;
            }

            from = i;
        }

        return null;
    }

    private static bool IsEnd(List<(CameraToken Token, bool Link)> all, int at)
    {
        if (all[at].Token.Raw.StartsWith("end", StringComparison.Ordinal))
        {
            return true;
        }

        IEnumerable<CameraToken> before = all.Take(at).Skip(at - 4).Select(t => t.Token).Reverse().TakeWhile(t => t.Word is not { Role: WordRole.Framing or WordRole.Beyond });
        return before.Any(t => t.Raw is "to" or "into" or "end" or "ends" or "ending" or "finish" or "finishes" or "finishing" or "becomes" or "until");
    }
}
