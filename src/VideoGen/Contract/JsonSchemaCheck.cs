using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VideoGen.Contract;

/// <summary>
/// Holds a JSON value against a schema of <see cref="WireSchema"/> and reports every problem. Knows exactly the keywords that
/// <see cref="WireSchema"/> writes. An explicit null counts as "not given". Pure.
/// </summary>
public sealed class JsonSchemaCheck
{
    private readonly Findings _findings = new();
    private readonly ImmutableArray<string>.Builder _unknown = ImmutableArray.CreateBuilder<string>();

    private JsonSchemaCheck() { }

    /// <summary>Checks a value.</summary>
    /// <param name="schema">A schema as <see cref="WireSchema"/> writes it.</param>
    /// <param name="value">The value.</param>
    /// <returns>
    /// Every problem, and pointers to the members the schema does not know. Both end after some thousand, so that a value that is wrong
    /// throughout costs little.
    /// </returns>
    public static (ImmutableArray<Problem> Problems, ImmutableArray<string> Unknown) Run(JsonObject schema, JsonElement value)
    {
        var check = new JsonSchemaCheck();
        check.Value(schema, value, "");
        return (check._findings.Problems, check._unknown.ToImmutable());
    }

    private void Value(JsonObject schema, JsonElement value, string pointer)
    {
        if (_findings.IsFull)
        {
            return;
        }

        if (!HasType(schema, value, out string expected))
        {
            _findings.Refuse(ProblemCodes.WrongType, pointer, $"{Article(expected)} is expected, this is {JsonPreview.Of(value)}.", $"Send {Article(expected).ToLowerInvariant()}.");
            return;
        }

        if (schema["enum"] is JsonArray words && !words.Any(w => (string?)w == value.GetString()))
        {
            string allowed = string.Join(", ", words.Select(w => (string?)w));
            _findings.Refuse(ProblemCodes.NotAllowed, pointer, $"{JsonPreview.Of(value)} is not allowed here.", $"Use one of: {allowed}.");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object when schema["properties"] is JsonObject properties:
                Members(schema, properties, value, pointer);
                break;
            case JsonValueKind.Array when schema["items"] is JsonObject items:
                int index = 0;
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Value(items, item, JsonPointer.Item(pointer, index++));
                }

                break;
            case JsonValueKind.Number:
                Number(schema, value, pointer);
                break;
            case JsonValueKind.String:
                Text(schema, value.GetString()!, pointer);
                break;
        }
    }

    private void Members(JsonObject schema, JsonObject properties, JsonElement value, string pointer)
    {
        foreach (JsonNode? name in schema["required"] as JsonArray ?? [])
        {
            if (!value.TryGetProperty((string)name!, out JsonElement given) || (given.ValueKind is JsonValueKind.Null && !MayBeNull(properties[(string)name!])))
            {
                _findings.Refuse(ProblemCodes.MemberMissing, JsonPointer.Member(pointer, (string)name!), $"'{name}' is missing.", "Send it; it has no default.");
            }
        }

        bool closed = schema["additionalProperties"] is JsonValue flag && flag.GetValueKind() is JsonValueKind.False;
        foreach (JsonProperty member in value.EnumerateObject())
        {
            string place = JsonPointer.Member(pointer, member.Name);
            if (properties[member.Name] is JsonObject known)
            {
                if (member.Value.ValueKind is not JsonValueKind.Null)
                {
                    Value(known, member.Value, place);
                }
            }
            else if (closed)
            {
                _findings.Refuse(ProblemCodes.MemberUnknown, place, $"{JsonPreview.Name(member.Name)} is not known here.", $"Known are: {string.Join(", ", properties.Select(p => p.Key))}.");
            }
            else if (_unknown.Count <= Findings.Most)
            {
                _unknown.Add(place);
            }
        }
    }

    private void Number(JsonObject schema, JsonElement value, string pointer)
    {
        // What no decimal holds is compared as a double; what the request keeps is a decimal.
        double number = value.TryGetDecimal(out decimal exact) ? (double)exact : value.GetDouble();
        if (!double.IsFinite(number)
            || number < (double?)schema["minimum"] || number > (double?)schema["maximum"]
            || number <= (double?)schema["exclusiveMinimum"] || number >= (double?)schema["exclusiveMaximum"])
        {
            string rule = Range(schema);
            _findings.Refuse(ProblemCodes.OutOfRange, pointer, $"{JsonPreview.Of(value)} is not {rule}.", $"Send a number {rule}.");
        }
    }

    private void Text(JsonObject schema, string text, string pointer)
    {
        // JSON Schema counts characters, not UTF-16 units: an emoji is one.
        int length = text.Length - text.Count(char.IsLowSurrogate);
        if (length < (int?)schema["minLength"] || length > (int?)schema["maxLength"])
        {
            string rule = $"{(int?)schema["minLength"] ?? 0} to {(int?)schema["maxLength"]} characters";
            _findings.Refuse(ProblemCodes.WrongLength, pointer, $"The text has {length} characters; {rule} are allowed.", "Send a text of that length.");
        }

        if ((string?)schema["pattern"] is { } pattern && !HasForm(text, pattern))
        {
            _findings.Refuse(ProblemCodes.WrongForm, pointer, $"{JsonPreview.Of(text)} does not have the form {pattern}.", "Use letters, digits, dots, dashes and underscores only, starting with a letter or digit.");
        }
    }

    // In .NET "$" also stands before a closing line break; in JSON Schema it is the end.
    private static bool HasForm(string text, string pattern) =>
        !text.EndsWith('\n') && Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static bool HasType(JsonObject schema, JsonElement value, out string expected)
    {
        string[] types = Types(schema);
        expected = string.Join(" or ", types);
        return types.Length == 0 || types.Any(type => Is(type, value));
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind is JsonValueKind.Null,
        "integer" => value.ValueKind is JsonValueKind.Number
            && (value.TryGetDecimal(out decimal exact) ? decimal.IsInteger(exact) : double.IsInteger(value.GetDouble())),
        "number" => value.ValueKind is JsonValueKind.Number,
        _ => false,
    };

    private static bool MayBeNull(JsonNode? schema) => schema is not null && (Types(schema) is [] || Types(schema).Contains("null"));

    private static string[] Types(JsonNode? schema) => schema?["type"] switch
    {
        JsonValue one => [(string)one!],
        JsonArray several => [.. several.Select(t => (string)t!)],
        _ => schema?["anyOf"] is JsonArray branches ? [.. branches.Select(branch => (string)branch!["type"]!)] : [],
    };

    private static string Range(JsonObject schema)
    {
        string low = schema["exclusiveMinimum"] is { } above ? $"more than {above}" : schema["minimum"] is { } least ? $"at least {least}" : "";
        string high = schema["exclusiveMaximum"] is { } below ? $"less than {below}" : schema["maximum"] is { } most ? $"at most {most}" : "";
        return string.Join(" and ", new[] { low, high }.Where(part => part.Length > 0));
    }

    private static string Article(string type) => type switch
    {
        "integer" => "A whole number",
        "object" or "array" => $"An {type}",
        "boolean" => "true or false",
        _ => $"A {type}",
    };
}
