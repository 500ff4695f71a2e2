using System.Text;

namespace VideoGen.Contract;

/// <summary>Makes texts comparable without changing a word: trim, Unicode NFC, control characters dropped (line breaks and tabs stay), as are the two
/// code points that are no characters and that normalization does not take.</summary>
internal static class TextNormalizer
{
    public static string Normalize(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        string kept = text.Any(IsDropped) ? string.Concat(text.Where(c => !IsDropped(c))) : text;
        return kept.Normalize(NormalizationForm.FormC).Trim();
    }

    private static bool IsDropped(char c) => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c is '\uFFFE' or '\uFFFF';
}
