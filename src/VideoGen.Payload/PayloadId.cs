using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Payload;

/// <summary>Id of a document: a number with SQL databases, a text with MongoDB and <c>idType: 'uuid'</c>. Kept as the CMS writes it.</summary>
/// <param name="Text">The id as it stands in an address.</param>
/// <param name="IsNumber">True when the CMS writes it as a JSON number, and wants it so in relations.</param>
public readonly record struct PayloadId(string Text, bool IsNumber)
{
    /// <summary>The id as a JSON value.</summary>
    public JsonNode ToJson() => IsNumber ? JsonNode.Parse(Text)! : JsonValue.Create(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>The id that a JSON text holds, the reverse of <see cref="ToJson"/>.</summary>
    internal static PayloadId Parse(string json) => From(JsonNode.Parse(json)) ?? throw new ArgumentException($"'{json}' is no document id.", nameof(json));

    /// <summary>The id of another collection of the same CMS, of which only the text is known.</summary>
    internal PayloadId Like(string text) => new(text, IsNumber && text.All(char.IsAsciiDigit));

    /// <summary>The id of a JSON value; null when it is neither number nor text.</summary>
    internal static PayloadId? From(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => new PayloadId(value.ToJsonString(), IsNumber: true),
        JsonValueKind.String when value.GetValue<string>() is { Length: > 0 } text => new PayloadId(text, IsNumber: false),
        _ => null,
    };
}
