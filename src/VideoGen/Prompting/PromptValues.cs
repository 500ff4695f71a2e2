using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Contract;

namespace VideoGen.Prompting;

/// <summary>The names a template can use, and their values for a segment. Every name is always there; what is not known is empty.</summary>
public static class PromptValues
{
    /// <summary>Names of the first (or only) frame; the same with <c>second_</c> before them belong to the second frame, empty where it says the same.</summary>
    public static ImmutableArray<string> FrameNames { get; } = ["description", "camera_notes", "lighting_mood", "prompt_seed", "characters_present"];

    /// <summary>Every name a template can use.</summary>
    public static ImmutableArray<string> Names { get; } = [.. FrameNames, .. FrameNames.Select(name => $"second_{name}"), "motion_strength"];

    /// <summary>Values of a segment.</summary>
    internal static Dictionary<string, string> Of(ImmutableArray<Frame> frames, RenderSettings settings)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(values, "", frames[0]);
        Add(values, "second_", frames.Length > 1 ? frames[1] : null);
        foreach (string name in FrameNames.Where(name => values["second_" + name] == values[name]))
        {
            values["second_" + name] = ""; // said already
        }

        values["motion_strength"] = settings.MotionStrengthGiven ? settings.MotionStrength.ToString("0.##", CultureInfo.InvariantCulture) : "";
        return values;
    }

    private static void Add(Dictionary<string, string> values, string prefix, Frame? frame)
    {
        values[prefix + "description"] = frame?.Description ?? "";
        values[prefix + "camera_notes"] = frame?.CameraNotes ?? "";
        values[prefix + "lighting_mood"] = frame?.LightingMood ?? "";
        values[prefix + "prompt_seed"] = frame?.PromptSeed ?? "";
        values[prefix + "characters_present"] = frame?.CharactersPresent ?? "";
    }
}
