using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Providers;

namespace VideoGen.Fal.Payloads;

/// <summary>
/// Holds a payload against its preset before it is sent, because fal may bill an input that it then refuses. Pure; knows nothing of
/// how the payload was built.
/// </summary>
internal static class FalPayloadCheck
{
    public const string Code = OrderCheck.Code;

    /// <summary>Every problem, with a pointer into the payload; empty when it may be sent.</summary>
    /// <param name="preset">The model.</param>
    /// <param name="payload">The input object.</param>
    /// <param name="frames">Number of stills of the segment, 0 to 2.</param>
    public static ImmutableArray<Problem> Check(ModelPreset preset, JsonObject payload, int frames)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        CheckPrompt(problems, preset, payload);
        CheckPicture(problems, payload, preset.FirstFrameField, frames > 0);
        CheckPicture(problems, payload, preset.LastFrameField, frames > 1);
        if (!preset.Takes(frames))
        {
            Add(problems, "", $"{preset.Model} does not make a segment of {frames} frame(s).", "Choose a model that does.");
        }

        CheckDuration(problems, preset, payload);
        CheckFields(problems, preset, payload);
        CheckEmpty(problems, "", payload);
        return problems.ToImmutable();
    }

    private static void CheckPrompt(ImmutableArray<Problem>.Builder problems, ModelPreset preset, JsonObject payload)
    {
        var prompt = payload.Text(preset.PromptField);
        if (string.IsNullOrWhiteSpace(prompt))
        {
            Add(problems, preset.PromptField, "The prompt is empty.", "Describe the frame, or correct the template.");
            return;
        }

        if (preset.PromptMaxCharacters is { } most && prompt.EnumerateRunes().Count() is var characters && characters > most)
        {
            Add(problems, preset.PromptField, $"The prompt has {characters} characters; the model takes {most}.", "Shorten the frames' words or the template.");
        }

        if (preset.PromptMaxUtf16Units is { } mostUnits && prompt.Length > mostUnits)
        {
            Add(problems, preset.PromptField, $"The prompt has {prompt.Length} UTF-16 units; the model takes {mostUnits}.", "Shorten the frames' words or the template.");
        }

        if (preset.PromptMaxBytes is { } mostBytes && Encoding.UTF8.GetByteCount(prompt) is var bytes && bytes > mostBytes)
        {
            Add(problems, preset.PromptField, $"The prompt has {bytes} bytes in UTF-8; the model takes {mostBytes}.", "Shorten the frames' words or the template.");
        }
    }

    private static void CheckPicture(ImmutableArray<Problem>.Builder problems, JsonObject payload, string? field, bool wanted)
    {
        if (field is null || (!wanted && !payload.ContainsKey(field)))
        {
            return;
        }

        var value = payload.Text(field);
        if (!wanted)
        {
            Add(problems, field, "There is a picture for which the segment has no frame.", "This is a defect; report it.");
        }
        else if (value is null || !IsPicture(value))
        {
            Add(problems, field, "The picture is neither an http(s) address nor a data URI.", "Set fal.frame_transfer to upload.");
        }
    }

    private static void CheckDuration(ImmutableArray<Problem>.Builder problems, ModelPreset preset, JsonObject payload)
    {
        var duration = preset.Duration;
        if (duration.Field is { } field
            && !PresetSlots.Of(duration).Any(s => JsonNode.DeepEquals(PresetSlots.Write(duration, s), payload[field])))
        {
            Add(problems, field, $"{payload[field]?.ToJsonString() ?? "No length"} is not a length the model sells, in the form it wants.", "Choose one of the preset's lengths.");
        }
    }

    private static void CheckFields(ImmutableArray<Problem>.Builder problems, ModelPreset preset, JsonObject payload)
    {
        foreach (var (name, value) in preset.Inputs)
        {
            if (!JsonNode.DeepEquals(value, payload[name]))
            {
                Add(problems, name, $"The preset fixes {name} to {value?.ToJsonString()}.", "Send it as the preset has it.");
            }
        }

        string?[] known =
        [
            preset.PromptField, preset.FirstFrameField, preset.LastFrameField, preset.Duration.Field, preset.Duration.FramesPerSecondField,
            preset.MotionStrength?.Field,
        ];
        foreach (var (name, _) in payload.Where(p => !known.Contains(p.Key) && !preset.Inputs.ContainsKey(p.Key)))
        {
            Add(problems, name, $"The preset knows no field '{name}'.", "Add it to the preset's inputs, or leave it out.");
        }
    }

    private static void CheckEmpty(ImmutableArray<Problem>.Builder problems, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json)
                {
                    CheckEmpty(problems, $"{path}/{name}", value);
                }

                break;
            case JsonArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    CheckEmpty(problems, $"{path}/{i}", array[i]);
                }

                break;
            case null:
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0:
                Add(problems, path.TrimStart('/'), "The value is empty.", "Leave the field out.");
                break;
            default:
                break;
        }
    }

    private static bool IsPicture(string value) => value.StartsWith("data:image/", StringComparison.Ordinal)
        || (Uri.TryCreate(value, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" });

    private static void Add(ImmutableArray<Problem>.Builder problems, string path, string message, string remedy) =>
        problems.Add(new Problem(Code, path.Length == 0 ? "" : "/" + path, message, remedy));
}
