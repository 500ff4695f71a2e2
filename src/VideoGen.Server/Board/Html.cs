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

    /// <summary>Parts, one after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p._markup)));

    /// <summary>Changes with everything in it.</summary>
    public string Revision() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())))[..RevisionLength];

    /// <inheritdoc/>
    public override string ToString() => _markup ?? "";
}
