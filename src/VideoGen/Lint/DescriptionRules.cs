using System.Text.RegularExpressions;
using VideoGen.Contract;

namespace VideoGen.Lint;

/// <summary>Rules about descriptions: none, too much, the same again. Pure.</summary>
internal static partial class DescriptionRules
{
    private const int MostWords = 80;

    // "Yes." may well be said twice.
    private const int WordsOfASentence = 4;

    public static IEnumerable<LintFinding> Of(LintBoard board)
    {
        foreach ((Frame frame, _) in board.Frames)
        {
            string place = $"{frame.EntryPointer}/description";
            int words = Words().Count(frame.Description);
            if (IsPlaceholder(frame))
            {
                yield return LintRules.DescriptionEmpty.At(place, $"\"{frame.Description}\" does not say what is seen.");
            }
            else if (words > MostWords)
            {
                yield return LintRules.DescriptionLong.At(place, $"The description has {words} words.");
            }

            if (Twice(frame.Description) is { } sentence)
            {
                yield return LintRules.DescriptionRepeated.At(place, $"\"{Short(sentence)}\" stands here twice.");
            }
        }

        foreach ((Frame one, Frame next) in board.Neighbours)
        {
            if (Comparable(one.Description) == Comparable(next.Description) && Comparable(one.CameraNotes) == Comparable(next.CameraNotes))
            {
                yield return LintRules.DescriptionRepeated.At($"{next.EntryPointer}/description", $"'{next.Id}' has the words of '{one.Id}' before it.");
            }
        }
    }

    private static bool IsPlaceholder(Frame frame) =>
        Comparable(frame.Description) is var said && (said == Comparable(frame.Id) || said == Comparable(NameOf(frame.Image)) || Placeholder().IsMatch(said) || !Letter().IsMatch(said));

    private static string NameOf(FrameImage? image) => image switch
    {
        FrameImage.Web { Address: var address } => Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(address.AbsolutePath)),
        FrameImage.LocalFile { Path: var path } => Path.GetFileNameWithoutExtension(path),
        _ => "-",
    };

    private static string? Twice(string description)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return SentenceEnd().Split(description).FirstOrDefault(s => Words().Count(s) >= WordsOfASentence && !seen.Add(Comparable(s)))?.Trim();
    }

    /// <summary>Lower case, words only.</summary>
    private static string Comparable(string text) => string.Join(' ', Words().Matches(text).Select(w => w.Value.ToLowerInvariant()));

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..(char.IsHighSurrogate(text[58]) ? 58 : 59)]}…";

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’][\p{L}]+)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Words();

    [GeneratedRegex(@"\p{L}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Letter();

    [GeneratedRegex(@"(?<=[.!?])\s+|\n", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\A(?:tb[cda]|todo|to do|to be (?:done|added|written|defined|determined)|n a|none|null|undefined|nil|x+|placeholder|lorem ipsum.*|description(?: here)?|text(?: here)?|string|test|untitled|(?:new )?(?:shot|frame|scene|panel|image|picture|still|img|pic|screenshot)s?(?: (?:no|number))?(?: [\p{N}]+[a-z]?)*|(?:sc|sh|scene|shot|frame)[\p{N}]+(?: (?:sc|sh|scene|shot|frame)?[\p{N}]+)*|scene [\p{N}]+ shot [\p{N}]+)\z",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Placeholder();
}
