using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Catalog;

namespace VideoGen.Providers;

/// <summary>Writes the input object of a model from its preset. Pure; the prompt goes in character for character.</summary>
internal static class PresetPayload
{
    /// <param name="order">The order; its preset says which fields there are.</param>
    /// <param name="pictures">Addresses or data URIs of the stills, in order.</param>
    /// <param name="item">Writes a picture of a list: its role and its address; null where pictures have fields of their own.</param>
    public static JsonObject Build(SegmentOrder order, ImmutableArray<string> pictures, Func<string, string, JsonObject>? item = null)
    {
        var preset = order.Preset;
        var payload = new JsonObject { [preset.PromptField] = order.Prompt };
        string?[] roles = [preset.FirstFrameField, preset.LastFrameField];
        var list = new JsonArray();
        foreach (var (role, picture) in roles.Zip(pictures))
        {
            if (role is not null && preset.FrameListField is not null && item is not null)
            {
                list.Add((JsonNode)item(role, picture));
            }
            else if (role is not null)
            {
                payload[role] = picture;
            }
        }

        if (list.Count > 0)
        {
            payload[preset.FrameListField!] = list;
        }

        if (PresetSlots.Write(preset.Duration, order.SlotSeconds) is { } duration)
        {
            payload[preset.Duration.Field!] = duration;
        }

        if (preset.Duration is { FramesPerSecondField: { } rateField, FramesPerSecond: { } rate })
        {
            payload[rateField] = PresetSlots.Number(rate);
        }

        if (preset.MotionStrength is { } motion)
        {
            payload[motion.Field] = Motion(motion, order.MotionStrength);
        }

        foreach (var (name, value) in preset.Inputs)
        {
            payload[name] = value?.DeepClone();
        }

        return payload;
    }

    private static JsonValue Motion(PresetMotion motion, double strength)
    {
        if (!motion.Levels.IsDefaultOrEmpty)
        {
            var level = Math.Clamp((int)(strength * motion.Levels.Length), 0, motion.Levels.Length - 1);
            return JsonValue.Create(motion.Levels[level]);
        }

        var (least, most) = (motion.Min ?? 0, motion.Max ?? 1);
        return PresetSlots.Number(decimal.Round(least + (most - least) * (decimal)Math.Clamp(strength, 0, 1), 3));
    }
}
