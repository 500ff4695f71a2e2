using System.Globalization;
using System.Text;

namespace VideoGen.Animatic.Camera;

/// <summary>Cuts camera notes into words of the language. Pure.</summary>
internal static class CameraTokenizer
{
    private static readonly CameraWord Arrow = CameraVocabulary.Words.First(w => w.Role == WordRole.Sequence);

    private static readonly HashSet<string> Alone = [.. CameraVocabulary.Words.SelectMany(w => w.Forms).Where(f => !f.Contains(' ', StringComparison.Ordinal))];
    private static readonly HashSet<string> Known = [.. CameraVocabulary.Words.SelectMany(w => w.Forms).SelectMany(f => f.Split(' '))];

    private static readonly Dictionary<string, CameraWord> Phrases = CameraVocabulary.Words
        .SelectMany(w => w.Forms.Select(f => (Form: string.Join(' ', f.Split(' ').Select(Canonical)), Word: w)))
        .ToDictionary(p => p.Form, p => p.Word, StringComparer.Ordinal);

    private static readonly int Longest = Phrases.Keys.Max(p => p.Split(' ').Length);

    /// <summary>Cuts notes; the longest phrase at each place wins.</summary>
    public static List<CameraToken> Cut(string notes)
    {
        List<CameraToken> raw = Split(notes);
        var tokens = new List<CameraToken>(raw.Count);
        for (int at = 0; at < raw.Count;)
        {
            int length = raw[at].IsMark || raw[at].Word is not null ? 0 : Match(raw, at, out CameraToken found);
            if (length == 0)
            {
                tokens.Add(raw[at++]);
                continue;
            }

            tokens.Add(Phrase(raw, at, length));
            at += length;
        }

        return tokens;
    }

    private static int Match(List<CameraToken> raw, int at, out CameraToken found)
    {
        found = default;
        for (int length = Math.Min(Longest, raw.Count - at); length > 0; length--)
        {
            found = Phrase(raw, at, length);
            if (found.Word is not null)
            {
                return length;
            }
        }

        return 0;
    }

    private static CameraToken Phrase(List<CameraToken> raw, int at, int length)
    {
        var text = new StringBuilder(raw[at].Text);
        for (int i = 1; i < length; i++)
        {
            if (raw[at + i].IsMark || raw[at + i].Word is not null)
            {
                return default;
            }

            text.Append(' ').Append(raw[at + i].Text);
        }

        string spelling = text.ToString();
        string written = string.Join(' ', raw.GetRange(at, length).Select(t => t.Raw));
        return new CameraToken(raw[at].Start, raw[at + length - 1].End, spelling, written, Phrases.GetValueOrDefault(spelling));
    }

    private static List<CameraToken> Split(string notes)
    {
        var tokens = new List<CameraToken>();
        for (int at = 0; at < notes.Length;)
        {
            int start = at;
            while (at < notes.Length && InWord(notes[at]))
            {
                at++;
            }

            if (at > start)
            {
                string word = notes[start..at];
                if (OpensSentence(notes, start, at) && tokens is [.., { IsMark: false } before] && char.IsLower(notes[before.Start]))
                {
                    tokens.Add(new CameraToken(start, start, ".", ".", null));
                }

                tokens.Add(new CameraToken(start, at, Canonical(word), word.ToLowerInvariant(), null));
                continue;
            }

            char mark = notes[at++];
            bool arrow = mark is '→' or '⇒' || (mark == '>' && start > 0 && notes[start - 1] is '-' or '=');
            if (arrow)
            {
                tokens.Add(new CameraToken(start, at, Arrow.Forms[0], "→", Arrow));
            }
            else if (mark is '+' or '&')
            {
                tokens.Add(new CameraToken(start, at, "and", "and", Phrases["and"]));
            }
            else if (Mark(notes, start) is { } kind)
            {
                tokens.Add(new CameraToken(start, at, kind, kind, null));
            }
        }

        return tokens;
    }

    // "fast push-in Her eyes glow": a sentence begins although no full stop stands before it.
    private static bool OpensSentence(string notes, int start, int end) =>
        end - start > 1 && char.IsUpper(notes[start]) && char.IsLower(notes[start + 1])
        && notes[start..end] is "The" or "An" or "Her" or "His" or "Their" or "Its" or "She" or "He" or "They" or "It";

    // Symbols such as emoji count as words, so that they are reported as not understood instead of vanishing.
    private static bool InWord(char c) => char.IsLetterOrDigit(c) || c is '\'' or '’' or 'ʼ' || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.OtherSymbol or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // A full stop within a number ("2.5 s"), a hyphen, a quotation mark hold together what they stand in.
    private static string? Mark(string notes, int at)
    {
        char before = at == 0 ? ' ' : notes[at - 1];
        char after = at + 1 == notes.Length ? ' ' : notes[at + 1];
        return notes[at] switch
        {
            '.' or ':' when char.IsDigit(before) && char.IsDigit(after) => null,
            '.' or '!' or '?' or ';' or '\n' => ".",
            ':' => ":",
            '=' when after != '>' => ":",
            '—' when char.IsWhiteSpace(before) && char.IsWhiteSpace(after) => ",",
            '/' when IsInitial(notes, at - 1) && IsInitial(notes, at + 1) => null,
            '/' => "/",
            '(' or ')' or '[' or ']' or '|' => ",",
            var c when char.IsWhiteSpace(c) || c is '-' or '_' or '*' or '"' or '“' or '”' or '{' or '}' => null,
            var c when char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.Control => null,
            _ => ",",
        };
    }

    // "n/a", "w/o": a letter on either side.
    private static bool IsInitial(string notes, int at) =>
        at >= 0 && at < notes.Length && char.IsLetter(notes[at]) && !(at > 0 && InWord(notes[at - 1])) && !(at + 1 < notes.Length && InWord(notes[at + 1]));

    private static string Canonical(string word)
    {
        string lower = word.ToLowerInvariant().Replace('’', '\'').Replace('ʼ', '\'');
        string plain = lower.EndsWith("'s", StringComparison.Ordinal) ? lower[..^2] + "s" : lower;
        string? verb = Alone.Contains(lower) ? lower : Stems(plain).FirstOrDefault(Alone.Contains);
        return verb ?? (Known.Contains(lower) ? lower : Stems(plain).FirstOrDefault(Known.Contains) ?? lower);
    }

    private static IEnumerable<string> Stems(string word)
    {
        yield return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
        {
            yield return word[..^3] + "y";
        }

        foreach (string ending in (string[])["ing", "ed", "es", "s"])
        {
            if (word.Length < ending.Length + 3 || !word.EndsWith(ending, StringComparison.Ordinal))
            {
                continue;
            }

            string stem = word[..^ending.Length];
            yield return stem;
            yield return stem + "e";
            if (stem[^1] == stem[^2])
            {
                yield return stem[..^1];
            }
        }
    }
}
