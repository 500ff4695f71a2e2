using System.Text;
using VideoGen.Contract;

namespace VideoGen.Cli.ContactSheet;

/// <summary>Writes HTML in which nobody's words can be anything but words.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup of this program's own. Never give it anything that came from outside.</summary>
    public HtmlText Markup(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Adds words of others, as <see cref="PlainText"/> has them, in element content or between quotes of an attribute.</summary>
    public HtmlText Words(string words)
    {
        foreach (char c in PlainText.Lines(words.Replace('\t', ' ')))
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                _ => _text.Append(c),
            };
        }

        return this;
    }

    /// <summary>Adds an element around words, with the words' own reading direction.</summary>
    /// <param name="tag">Element with its attributes: <c>p class="prompt"</c>.</param>
    /// <param name="words">Its content.</param>
    public HtmlText Element(string tag, string words) =>
        Markup($"<{tag} dir=\"auto\">").Words(words).Markup($"</{tag.Split(' ')[0]}>");

    /// <summary>Adds a row of a definition list.</summary>
    public HtmlText Fact(string name, string words) => Markup("<div><dt>").Words(name).Markup("</dt>").Element("dd", words).Markup("</div>");

    /// <summary>Adds a path relative to the page, as an address.</summary>
    public HtmlText RelativeAddress(string path) => Words(string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
