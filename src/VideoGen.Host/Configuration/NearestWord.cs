namespace VideoGen.Host.Configuration;

/// <summary>Finds what somebody probably meant.</summary>
public static class NearestWord
{
    /// <summary>The candidate with the fewest typing mistakes between it and the word, or null when none is near.</summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        (string Word, int Distance)[] near =
        [
            .. candidates.Where(c => Math.Abs(c.Length - word.Length) <= Math.Max(2, c.Length / 4)).Select(c => (Word: c, Distance: Distance(word, c)))
                .Where(c => c.Distance <= Math.Max(2, c.Word.Length / 4))
                .OrderBy(c => c.Distance),
        ];
        return near is [var first, ..] ? first.Word : null;
    }

    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
