using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.DocumentedFal.Tests.Service;

/// <summary>One endpoint as its documentation describes it: the fields that it takes, and how its own billing unit counts.</summary>
internal sealed record DocumentedModel(string Id, JsonObject Fields, double UnitPrice, double UnitsPerSecond, double DefaultSeconds)
{
    private static readonly Lazy<IReadOnlyDictionary<string, DocumentedModel>> Loaded = new(Load);

    public static IReadOnlyDictionary<string, DocumentedModel> All => Loaded.Value;

    /// <summary>What is wrong with an input; null when the endpoint would take it. Unknown members are wrong: a stranger's stub is strict.</summary>
    public string? Fault(JsonObject input, Func<string, bool> isStored)
    {
        foreach ((string name, JsonNode? value) in input)
        {
            if (Fields[name] is not JsonObject field)
            {
                return $"{name}: no such field";
            }

            if (Fault(field, value, isStored) is { } fault)
            {
                return $"{name}: {fault}";
            }
        }

        string? missing = Fields.FirstOrDefault(f => f.Value!["required"] is not null && !input.ContainsKey(f.Key)).Key;
        return missing is null ? null : $"{missing}: field required";
    }

    /// <summary>Seconds of the clip of an input.</summary>
    public double Seconds(JsonObject input) => input["duration"] switch
    {
        JsonValue duration when duration.GetValueKind() == JsonValueKind.Number => duration.GetValue<double>(),
        JsonValue duration => double.Parse(duration.GetValue<string>().TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture),
        _ when input["num_frames"] is { } frames => frames.GetValue<double>() / (input["frames_per_second"]?.GetValue<double>() ?? 16),
        _ => DefaultSeconds,
    };

    /// <summary>What the clip costs, in units of the endpoint.</summary>
    public double Units(JsonObject input) => Seconds(input) * UnitsPerSecond;

    private static string? Fault(JsonObject field, JsonNode? value, Func<string, bool> isStored)
    {
        string type = field["type"]?.GetValue<string>() ?? "string";
        bool hasType = (type, value?.GetValueKind()) switch
        {
            ("string" or "picture", JsonValueKind.String) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("integer", JsonValueKind.Number) => value!.GetValue<double>() % 1 == 0,
            ("number", JsonValueKind.Number) => true,
            ("array", JsonValueKind.Array) => true,
            _ => false,
        };
        if (!hasType)
        {
            return $"Input should be a valid {type}";
        }

        if (field["enum"] is JsonArray allowed && !allowed.Any(a => JsonNode.DeepEquals(a, value)))
        {
            return $"Input should be one of {allowed.ToJsonString()}";
        }

        if (value!.GetValueKind() == JsonValueKind.Number
            && (value.GetValue<double>() < (field["min"]?.GetValue<double>() ?? double.MinValue) || value.GetValue<double>() > (field["max"]?.GetValue<double>() ?? double.MaxValue)))
        {
            return "Input is out of range";
        }

        return type == "picture" && !isStored(value.GetValue<string>()) ? "the file could not be downloaded" : null;
    }

    private static Dictionary<string, DocumentedModel> Load()
    {
        using Stream stream = typeof(DocumentedModel).Assembly.GetManifestResourceStream("models.json")!;
        return JsonNode.Parse(stream)!.AsObject().ToDictionary(
            m => m.Key,
            m => new DocumentedModel(
                m.Key,
                m.Value!["fields"]!.AsObject(),
                m.Value["unit_price"]!.GetValue<double>(),
                m.Value["units_per_second"]!.GetValue<double>(),
                m.Value["default_seconds"]?.GetValue<double>() ?? 8),
            StringComparer.Ordinal);
    }
}
