using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VideoGen.Server.Board;

/// <summary>Markup that is ready for a page. There is no way to make it but by <see cref="HtmlText"/>, which encodes whatever is put into it.</summary>
internal readonly record struct Html
{
    private const int RevisionLength = 16;

    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>No markup.</summary>
    public static Html Nothing => default;

    /// <summary>Markup with values in it: <c>Html.Of($"&lt;p&gt;{words}&lt;/p&gt;")</c>.</summary>
    public static Html Of(HtmlText markup) => new(markup.ToString());

    /// <summary>
    /// Words that come back with a form: a browser sends the very same characters, whatever they are. For the value of a field between double quotes, or
    /// for the content of a <c>textarea</c> behind its first line end, which browsers leave out.
    /// </summary>
    public static Html Kept(string? words)
    {
        var markup = new StringBuilder();
        foreach (Rune rune in (words ?? "").EnumerateRunes())
        {
            markup.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => IsPlain(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"&#x{rune.Value:X};"),
            });
        }

        return new(markup.ToString());
    }

    /// <summary>Parts, one after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p._markup)));

    /// <summary>Changes with everything in it.</summary>
    public string Revision() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())))[..RevisionLength];

    /// <inheritdoc/>
    public override string ToString() => _markup ?? "";

    // A reference to a control character behind the letters of ASCII is read as another character, by an old custom.
    private static bool IsPlain(Rune rune) => rune.Value is ' ' or '\n' or (>= 0x80 and <= 0x9F) || Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune);
}
