namespace VideoGen.Prompting;

/// <summary>Two prompts held against each other, word by word. Pure.</summary>
internal static class PromptChange
{
    // Beyond that the words are not compared one by one; a prompt of that length is no prompt.
    private const int MostWords = 2_000;

    /// <summary>The later prompt with what was removed as <c>[-…-]</c> and what was added as <c>{+…+}</c>; null where both are the same.</summary>
    public static string? Between(string before, string after)
    {
        if (before == after)
        {
            return null;
        }

        string[] old = before.Split(' ');
        string[] now = after.Split(' ');
        if (old.Length > MostWords || now.Length > MostWords)
        {
            return $"[-{before}-] {{+{after}+}}";
        }

        int[,] common = Common(old, now);
        var runs = new List<(char Kind, List<string> Words)>();
        int i = 0;
        int j = 0;
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                Add(runs, '=', old[i++]);
                j++;
            }
            else if (j >= now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                Add(runs, '-', old[i++]);
            }
            else
            {
                Add(runs, '+', now[j++]);
            }
        }

        return string.Join(' ', runs.Select(run => run.Kind switch
        {
            '-' => $"[-{string.Join(' ', run.Words)}-]",
            '+' => $"{{+{string.Join(' ', run.Words)}+}}",
            _ => string.Join(' ', run.Words),
        }));
    }

    private static void Add(List<(char Kind, List<string> Words)> runs, char kind, string word)
    {
        if (runs.Count == 0 || runs[^1].Kind != kind)
        {
            runs.Add((kind, []));
        }

        runs[^1].Words.Add(word);
    }

    // How many words the rests from each pair of places have in common, in order.
    private static int[,] Common(string[] old, string[] now)
    {
        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
