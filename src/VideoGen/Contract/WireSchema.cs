using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace VideoGen.Contract;

/// <summary>
/// JSON Schemas (2020-12) generated from the very types that read and write the wire, with ranges, lengths, patterns, defaults and
/// descriptions taken from their attributes. Optional members are left out rather than null, so no member is typed "or null" unless it
/// is always written.
/// </summary>
public static class WireSchema
{
    /// <summary>Schema of a type that a source-generated context knows.</summary>
    /// <param name="type">The type, with the rules of its context.</param>
    public static JsonObject Of(JsonTypeInfo type) =>
        (JsonObject)type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Annotate,
        });

    private static JsonObject Annotate(JsonSchemaExporterContext context, JsonNode schema)
    {
        JsonObject node = schema as JsonObject ?? Unexplained(context.TypeInfo.Type);
        bool alwaysWritten = Attribute<System.Text.Json.Serialization.JsonIgnoreAttribute>(context) is not null;
        if (alwaysWritten)
        {
            WithoutTypes(node);
        }
        else
        {
            WithoutNull(node);
        }

        if (node["enum"] is not null && node["type"] is null)
        {
            node["type"] = "string";
        }

        if (context.PropertyInfo is not null)
        {
            Describe(context, node);
        }

        return node;
    }

    // The exporter says "true" (anything goes) for free JSON and for types with a converter of their own.
    private static JsonObject Unexplained(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) == typeof(int) ? new() { ["type"] = "integer" } : [];

    private static void WithoutNull(JsonObject node)
    {
        if (node["type"] is JsonArray types)
        {
            string[] rest = [.. types.Select(t => (string)t!).Where(t => t != "null")];
            node["type"] = rest.Length == 1 ? rest[0] : new JsonArray([.. rest.Select(t => (JsonNode)t)]);
        }

        if (node["enum"] is JsonArray values && values.Any(v => v is null))
        {
            node["enum"] = new JsonArray([.. values.Where(v => v is not null).Select(v => v!.DeepClone())]);
        }
    }

    // Some clients cannot read a list of types, others no anyOf: what may be null is told in its description.
    private static void WithoutTypes(JsonObject node)
    {
        if (node["type"] is JsonArray types)
        {
            node.Remove("type");
            if (types.Any(t => (string?)t == "string"))
            {
                node["minLength"] = 1; // a schema that says nothing at all is reproved by clients; null obeys this too
            }
        }
    }

    private static void Describe(JsonSchemaExporterContext context, JsonObject node)
    {
        if (Attribute<RangeAttribute>(context) is { } range)
        {
            node[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Convert.ToDouble(range.Minimum);
            node[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = Convert.ToDouble(range.Maximum);
        }

        if (Attribute<StringLengthAttribute>(context) is { } length)
        {
            if (length.MinimumLength > 0)
            {
                node["minLength"] = length.MinimumLength;
            }

            node["maxLength"] = length.MaximumLength;
        }

        if (Attribute<RegularExpressionAttribute>(context) is { } pattern)
        {
            node["pattern"] = pattern.Pattern;
        }

        if (Attribute<DefaultValueAttribute>(context)?.Value is { } value)
        {
            node["default"] = value switch
            {
                bool flag => flag,
                int whole => whole,
                double number => number,
                string text => text,
                Enum name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name.ToString()),
                _ => throw new NotSupportedException($"No JSON form for a default of {value.GetType()}."),
            };
        }

        if (Attribute<DescriptionAttribute>(context) is { } description)
        {
            node.Insert(0, "description", description.Description);
        }
    }

    private static T? Attribute<T>(JsonSchemaExporterContext context)
        where T : Attribute =>
        context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false) is [T found, ..] ? found : null;
}
