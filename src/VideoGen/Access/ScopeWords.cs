namespace VideoGen.Access;

/// <summary>Scopes as people and tokens write them.</summary>
public static class ScopeWords
{
    private static readonly char[] Between = [' ', ','];

    /// <summary>Every word, in the order in which they are written.</summary>
    public static IReadOnlyList<string> All { get; } = [Of(Scopes.Read), Of(Scopes.Spend), Of(Scopes.Operate), Of(Scopes.Metrics), Of(Scopes.States)];

    /// <summary>The words of some scopes, separated by spaces.</summary>
    public static string Of(Scopes scopes) => string.Join(' ', Words(scopes));

    /// <summary>The scopes that some words name. Words that name none are handed back.</summary>
    /// <param name="words">Words, separated by spaces or commas.</param>
    /// <param name="unknown">The words that name no scope.</param>
    public static Scopes Read(string words, out IReadOnlyList<string> unknown)
    {
        ArgumentNullException.ThrowIfNull(words);
        var rest = new List<string>();
        Scopes scopes = Scopes.None;
        foreach (string word in words.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            Scopes one = word switch { "read" => Scopes.Read, "spend" => Scopes.Spend, "operate" => Scopes.Operate, "metrics" => Scopes.Metrics, "states" => Scopes.States, _ => Scopes.None };
            scopes |= one;
            if (one is Scopes.None)
            {
                rest.Add(word);
            }
        }

        unknown = rest;
        return scopes;
    }

    private static IEnumerable<string> Words(Scopes scopes)
    {
        if (scopes.HasFlag(Scopes.Read))
        {
            yield return "read";
        }

        if (scopes.HasFlag(Scopes.Spend))
        {
            yield return "spend";
        }

        if (scopes.HasFlag(Scopes.Operate))
        {
            yield return "operate";
        }

        if (scopes.HasFlag(Scopes.Metrics))
        {
            yield return "metrics";
        }

        if (scopes.HasFlag(Scopes.States))
        {
            yield return "states";
        }
    }
}
