using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using VideoGen.Contract;

namespace VideoGen.Server.Board;

/// <summary>
/// An interpolated text as markup: what stands in the code is markup, every value is words, for an element's content or between the quotes of an
/// attribute. Only <see cref="Html"/> goes in as it is.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct HtmlText
{
    private const int LengthOfValue = 24;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text;

    /// <summary>Called by the compiler.</summary>
    public HtmlText(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * LengthOfValue));

    /// <summary>Markup of the code.</summary>
    public void AppendLiteral(string markup) => _text.Append(markup);

    /// <summary>Markup that was made before.</summary>
    public void AppendFormatted(Html part) => _text.Append(part.ToString());

    /// <summary>Words of anybody, as <see cref="PlainText"/> has them.</summary>
    public void AppendFormatted(string? words) => _text.Append(Encoder.Encode(PlainText.Lines(words ?? "")));

    /// <summary>A number.</summary>
    public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number.</summary>
    public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number.</summary>
    public void AppendFormatted(decimal number) => _text.Append(number.ToString("0.###", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
