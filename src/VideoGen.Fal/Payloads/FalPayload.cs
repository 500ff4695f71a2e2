using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Providers;

namespace VideoGen.Fal.Payloads;

/// <summary>Writes the input object of a model from its preset. Pure; the prompt goes in character for character.</summary>
internal static class FalPayload
{
    /// <param name="order">The order; its preset says which fields there are.</param>
    /// <param name="pictures">Addresses or data URIs of the stills, in order.</param>
    public static JsonObject Build(SegmentOrder order, ImmutableArray<string> pictures)
    {
        var preset = order.Preset;
        var payload = new JsonObject { [preset.PromptField] = order.Prompt };
        if (preset.FirstFrameField is { } first && pictures.Length > 0)
        {
            payload[first] = pictures[0];
        }

        if (preset.LastFrameField is { } last && pictures.Length > 1)
        {
            payload[last] = pictures[1];
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
