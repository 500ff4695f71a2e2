using System.Collections.Immutable;

namespace VideoGen.Prompting;

/// <summary>
/// The plain text between the tags of a template, without the white space that Handlebars drops: beside <c>~</c>, and the whole line of
/// a block tag or comment that stands alone on it.
/// </summary>
internal static class TemplateText
{
    /// <summary>What stands before each tag, and after the last one.</summary>
    public static string[] Between(string template, ImmutableArray<TemplateTag> tags)
    {
        string[] whole = [.. Enumerable.Range(0, tags.Length + 1).Select(i => template[(i == 0 ? 0 : tags[i - 1].End)..(i == tags.Length ? template.Length : tags[i].Start)])];
        string[] kept = [.. whole];
        for (int i = 0; i < tags.Length; i++)
        {
            bool alone = tags[i].WritesNothing && BeginsLine(whole[i], first: i == 0) && EndsLine(whole[i + 1], last: i + 1 == tags.Length);
            kept[i] = tags[i].EatsBefore ? kept[i].TrimEnd() : alone ? kept[i].TrimEnd(' ', '\t') : kept[i];
            kept[i + 1] = tags[i].EatsAfter ? kept[i + 1].TrimStart() : alone ? AfterLine(kept[i + 1]) : kept[i + 1];
        }

        return kept;
    }

    // Any white space may stand on the line of such a tag, but only blanks and tabs are dropped with it: so Handlebars does.
    private static bool BeginsLine(string before, bool first)
    {
        ReadOnlySpan<char> blank = before.AsSpan(before.AsSpan().TrimEnd().Length);
        return blank.Contains('\n') || (first && blank.Length == before.Length);
    }

    private static bool EndsLine(string after, bool last)
    {
        ReadOnlySpan<char> blank = after.AsSpan(0, after.Length - after.AsSpan().TrimStart().Length);
        return blank.Contains('\n') || (last && blank.Length == after.Length);
    }

    private static string AfterLine(string text)
    {
        string line = text.TrimStart(' ', '\t');
        return line.StartsWith("\r\n", StringComparison.Ordinal) ? line[2..] : line.StartsWith('\n') ? line[1..] : line;
    }
}
