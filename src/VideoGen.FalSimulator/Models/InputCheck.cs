using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Errors;

namespace VideoGen.FalSimulation.Models;

/// <summary>Checks an input against the endpoint's documented fields and words refusals as fal's applications do.</summary>
internal sealed class InputCheck(FalSimulatorOptions options)
{
    /// <summary>All errors; empty = valid.</summary>
    public IReadOnlyList<ModelError> Errors(SimulatedModel model, JsonNode? body)
    {
        if (body is not JsonObject input)
        {
            return [new ModelError("dict_type", "Input should be a valid dictionary", ["body"])];
        }

        List<ModelError> errors = [];
        foreach ((string name, ModelField field) in model.Fields.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            JsonNode? value = input[name];
            if (value is null)
            {
                if (field.Required)
                {
                    errors.Add(new ModelError("missing", "Field required", ["body", name]) { Input = Short(input) });
                }
            }
            else if (Wrong(name, field, value) is { } error)
            {
                errors.Add(error with { Input = Short(value) });
            }
        }

        if (options.RefuseUnknownFields)
        {
            errors.AddRange(input.Where(pair => !model.Fields.ContainsKey(pair.Key)).Select(pair =>
                new ModelError("extra_forbidden", "Extra inputs are not permitted", ["body", pair.Key]) { Input = Short(pair.Value) }));
        }

        return errors;
    }

    private static JsonNode? Short(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue(out string? words) && words.Length > 200 ? words[..200] : value is JsonObject ? null : value?.DeepClone();

    private ModelError? Wrong(string name, ModelField field, JsonNode value)
    {
        if (field.Values is { } values)
        {
            return values.Any(legal => JsonNode.DeepEquals(legal, value)) ? null : WrongValue(name, values);
        }

        JsonValueKind kind = value.GetValueKind();
        return field.Kind switch
        {
            FieldKind.Text or FieldKind.Image or FieldKind.Address when kind != JsonValueKind.String =>
                new ModelError("string_type", "Input should be a valid string", ["body", name]),
            FieldKind.Text => WrongText(name, field, value.GetValue<string>()),
            FieldKind.Integer when !IsWhole(value) => new ModelError("int_type", "Input should be a valid integer", ["body", name]),
            FieldKind.Number when kind != JsonValueKind.Number => new ModelError("float_type", "Input should be a valid number", ["body", name]),
            FieldKind.Integer or FieldKind.Number => OutOfRange(name, field, value.GetValue<double>()),
            FieldKind.Flag when kind is not (JsonValueKind.True or JsonValueKind.False) =>
                new ModelError("bool_type", "Input should be a valid boolean", ["body", name]),
            FieldKind.List or FieldKind.ImageList => WrongList(name, field, value),
            FieldKind.Thing when kind != JsonValueKind.Object => new ModelError("dict_type", "Input should be a valid dictionary", ["body", name]),
            _ => null,
        };
    }

    private static bool IsWhole(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number && double.IsInteger(value.GetValue<double>());

    private ModelError WrongValue(string name, IReadOnlyList<JsonNode> values)
    {
        string[] texts = [.. values.Select(static value => value.GetValueKind() == JsonValueKind.String ? $"'{value}'" : value.ToJsonString())];
        string list = texts.Length == 1 ? texts[0] : string.Join(", ", texts[..^1]) + " or " + texts[^1];
        JsonNode expected = options.WrongValueErrorType == "literal_error" ? list : new JsonArray([.. values.Select(static value => value.DeepClone())]);
        return new ModelError(options.WrongValueErrorType, "Input should be " + list, ["body", name])
        {
            Context = new JsonObject { ["expected"] = expected },
        };
    }

    private static ModelError? WrongText(string name, ModelField field, string text)
    {
        int? most = field.MaxLength is { } length && text.EnumerateRunes().Count() > length ? length
            : field.MaxBytes is { } bytes && Encoding.UTF8.GetByteCount(text) > bytes ? bytes
            : null;
        return most is null ? null : new ModelError("string_too_long", $"String should have at most {most} characters", ["body", name])
        {
            Context = new JsonObject { ["max_length"] = most },
        };
    }

    private static ModelError? OutOfRange(string name, ModelField field, double number)
    {
        if (number < field.Min)
        {
            return new ModelError("greater_than_equal", Limit("greater", field.Min.Value), ["body", name]) { Context = new JsonObject { ["ge"] = field.Min } };
        }

        return number > field.Max
            ? new ModelError("less_than_equal", Limit("less", field.Max.Value), ["body", name]) { Context = new JsonObject { ["le"] = field.Max } }
            : null;
    }

    private static string Limit(string word, double limit) =>
        string.Create(CultureInfo.InvariantCulture, $"Input should be {word} than or equal to {limit}");

    private static ModelError? WrongList(string name, ModelField field, JsonNode value)
    {
        if (value is not JsonArray list)
        {
            return new ModelError("list_type", "Input should be a valid list", ["body", name]);
        }

        if (list.Count < field.MinItems)
        {
            return new ModelError("sequence_too_short", $"List should have at least {field.MinItems} items", ["body", name])
            {
                Context = new JsonObject { ["min_length"] = field.MinItems },
            };
        }

        if (list.Count > field.MaxItems)
        {
            return new ModelError("sequence_too_long", $"List should have at most {field.MaxItems} items", ["body", name])
            {
                Context = new JsonObject { ["max_length"] = field.MaxItems },
            };
        }

        return field.Kind == FieldKind.ImageList && list.Any(static item => item?.GetValueKind() != JsonValueKind.String)
            ? new ModelError("string_type", "Input should be a valid string", ["body", name])
            : null;
    }
}
