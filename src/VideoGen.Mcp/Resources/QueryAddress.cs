using ModelContextProtocol;
using VideoGen.Contract;
using VideoGen.Mcp.Tools;

namespace VideoGen.Mcp.Resources;

/// <summary>An address with members as its query, each of which may be left out.</summary>
/// <param name="template">Its form (RFC 6570), such as <c>videogen://report{?by,since}</c>.</param>
internal sealed class QueryAddress(string template)
{
    private readonly string _root = template[..template.IndexOf('{')];

    /// <summary>True for an address of this form, whatever its members are.</summary>
    public bool IsMatch(string uri) => uri == _root || uri.StartsWith($"{_root}?", StringComparison.Ordinal);

    /// <summary>The members of an address. A plus stays one: it is the sign of an offset.</summary>
    public IEnumerable<(string Name, string? Value)> Members(string uri) => uri.Length <= _root.Length + 1 ? [] :
        uri[(_root.Length + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries).Select(member => member.Split('=', 2))
            .Select(pair => (Uri.UnescapeDataString(pair[0]), pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : ""))
            .Select(pair => (pair.Item1, (string?)pair.Item2));

    /// <summary>The protocol's error for members that cannot be meant.</summary>
    public static McpProtocolException Refused(Refusal refusal) => new(string.Join('\n', refusal.Problems.Select(RefusalText.Line)), McpErrorCode.InvalidParams);
}
