using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Catalog;

/// <summary>The rules a preset must keep before anything is bought with it. Pure.</summary>
public static class PresetCheck
{
    /// <summary>Code of every problem a preset or a provider config can have.</summary>
    public const string Code = ProblemCodes.PresetInvalid;

    /// <summary>Checks one preset; every problem is reported, with a pointer relative to <paramref name="pointer"/>.</summary>
    public static ImmutableArray<Problem> Check(ModelPreset preset, string pointer)
    {
        ArgumentNullException.ThrowIfNull(preset);
        var findings = new PresetFindings(pointer);
        CheckModel(preset, findings);
        CheckFrames(preset, findings);
        if (CanBeRead(preset.Inputs, findings))
        {
            CheckFields(preset, findings);
            CheckInputs(preset.Inputs, findings);
        }

        CheckNumbers(preset, findings);
        CheckImage(preset.Image, findings);
        CheckOutput(preset.Output, findings);
        return findings.ToImmutable();
    }

    private static void CheckModel(ModelPreset preset, PresetFindings findings)
    {
        findings.Require(
            preset.Model.Length is > 0 and <= 200 && preset.Model.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/'),
            "/model", $"'{preset.Model}' is not a model id.", "Write the provider's id: letters, digits, '-', '_', '.' and '/'.");
        findings.Require(Enum.IsDefined(preset.Mode), "/mode", "The mode is unknown.", "Use image_to_video, first_last_frame_to_video or text_to_video.");
        findings.Require(
            preset.PromptMaxCharacters is null or > 0, "/prompt_max_characters", "The longest prompt must be more than 0 characters.",
            "Give the documented limit or leave it out.");
        findings.Require(
            preset.PromptMaxBytes is null or > 0, "/prompt_max_bytes", "The longest prompt must be more than 0 bytes.",
            "Give the documented limit or leave it out.");
        findings.Require(
            preset.PromptMaxUtf16Units is null or > 0, "/prompt_max_utf16_units", "The longest prompt must be more than 0 UTF-16 units.",
            "Give the documented limit or leave it out.");
        if (preset.Retired is { } retired)
        {
            findings.Require(
                !string.IsNullOrWhiteSpace(retired.Since) && !string.IsNullOrWhiteSpace(retired.Successor) && retired.Successor != preset.Model,
                "/retired", "A retired model needs the date of its withdrawal and another model as successor.", "Give since and successor.");
        }
    }

    private static void CheckFrames(ModelPreset preset, PresetFindings findings)
    {
        var text = preset.Mode == PresetMode.TextToVideo;
        findings.Require(
            !text || (preset.FirstFrameField is null && preset.LastFrameField is null), "/mode",
            "A text_to_video model takes no picture.", "Remove first_frame_field and last_frame_field, or correct the mode.");
        findings.Require(
            text || preset.FirstFrameField is not null, "/first_frame_field",
            "A model that takes pictures needs the field of the first one.", "Give first_frame_field, or set the mode to text_to_video.");
        findings.Require(
            preset.Mode != PresetMode.FirstLastFrameToVideo || preset.LastFrameField is not null, "/last_frame_field",
            "A first_last_frame_to_video model needs the field of the last picture.", "Give last_frame_field, or correct the mode.");
        findings.Require(
            preset.FrameListField is null || preset.FirstFrameField is not null, "/frame_list_field",
            "A list of pictures needs the role of the first one.", "Give first_frame_field, or remove frame_list_field.");
        findings.Require(
            !preset.LastFrameRequired || preset.LastFrameField is not null, "/last_frame_required",
            "A last picture is required but there is no field for it.", "Give last_frame_field or remove last_frame_required.");
    }

    private static void CheckFields(ModelPreset preset, PresetFindings findings)
    {
        var taken = new HashSet<string>(preset.Inputs.Select(i => i.Key), StringComparer.Ordinal);
        foreach (var (name, path) in (ReadOnlySpan<(string?, string)>)[
            (preset.PromptField, "/prompt_field"),
            (preset.FrameListField, "/frame_list_field"),
            (preset.FirstFrameField, "/first_frame_field"),
            (preset.LastFrameField, "/last_frame_field"),
            (preset.Duration.Field, "/duration/field"),
            (preset.Duration.FramesPerSecondField, "/duration/frames_per_second_field"),
            (preset.MotionStrength?.Field, "/motion_strength/field")])
        {
            if (name is null)
            {
                continue;
            }

            findings.Require(IsName(name), path, $"'{name}' is not a field name.", "Use letters, digits and '_'.");
            // Roles in a list are no fields: they may be called like one, but not both alike.
            bool isRole = preset.FrameListField is not null && (path is "/first_frame_field" or "/last_frame_field");
            bool isFree = isRole ? path is "/first_frame_field" || name != preset.FirstFrameField : taken.Add(name);
            findings.Require(isFree, path, $"The field '{name}' is written twice.", "Give every field one purpose, and keep it out of inputs.");
        }
    }

    // What follows calculates, so it is asked only about numbers that can be calculated with.
    private static void CheckNumbers(ModelPreset preset, PresetFindings findings)
    {
        const string Remedy = "Keep every number at 0, or between 0.000001 and 1000000000.";
        bool duration = PresetNumbers.AreBounded(preset.Duration);
        bool motion = PresetNumbers.AreBounded(preset.MotionStrength);
        bool price = PresetNumbers.AreBounded(preset.Price);
        findings.Require(duration, "/duration", "A number here is too large or too small.", Remedy);
        findings.Require(motion, "/motion_strength", "A number here is too large or too small.", Remedy);
        findings.Require(price, "/price", "A number here is too large or too small.", Remedy);
        if (duration)
        {
            PresetDurationCheck.Check(preset.Duration, findings);
        }

        CheckMotion(preset.MotionStrength, findings);
        if (duration && price)
        {
            CheckPrice(preset, findings);
        }
    }

    // JSON nodes are read when they are asked: only then a member that stands twice, or half of a character, is noticed.
    private static bool CanBeRead(JsonObject inputs, PresetFindings findings)
    {
        try
        {
            ReadAll(inputs);
            return true;
        }
        catch (Exception broken) when (broken is ArgumentException or InvalidOperationException)
        {
            findings.Require(false, "/inputs", "The inputs hold a member twice or text that is no Unicode.", "Name each input once, in valid Unicode.");
            return false;
        }
    }

    private static void ReadAll(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    ReadAll(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    ReadAll(item);
                }

                break;
            case JsonValue value when value.GetValueKind() is System.Text.Json.JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }

    private static void CheckInputs(JsonObject inputs, PresetFindings findings)
    {
        foreach (var (name, value) in inputs)
        {
            var path = "/inputs/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            findings.Require(IsName(name), path, $"'{name}' is not a field name.", "Use letters, digits and '_'.");
            findings.Require(
                value is not null && (value.GetValueKind() != System.Text.Json.JsonValueKind.String || value.GetValue<string>().Trim().Length > 0),
                path, $"The input '{name}' is empty.", "Give it a value or remove it.");
        }
    }

    private static void CheckMotion(PresetMotion? motion, PresetFindings findings)
    {
        if (motion is null)
        {
            return;
        }

        var levels = motion.Levels.IsDefault ? [] : motion.Levels;
        var number = motion is { Min: not null, Max: not null };
        findings.Require(
            number ? levels.IsEmpty : motion is { Min: null, Max: null } && levels.Length > 1, "/motion_strength",
            "motion_strength maps either to a number from min to max or to two or more levels.", "Give min and max, or levels.");
        findings.Require(
            levels.All(l => !string.IsNullOrWhiteSpace(l)) && levels.Distinct(StringComparer.Ordinal).Count() == levels.Length,
            "/motion_strength/levels", "Every level must be a word of its own.", "Name each level once, from least to most motion.");
    }

    private static void CheckPrice(ModelPreset preset, PresetFindings findings)
    {
        var price = preset.Price;
        findings.Require(price.UsdPerSecond >= 0, "/price/usd_per_second", "A price cannot be negative.", "Give US dollars per billed second, 0 or more.");
        findings.Require(price.UsdPerClip >= 0, "/price/usd_per_clip", "A price cannot be negative.", "Give US dollars per clip, 0 or more.");
        findings.Require(price.UnitsPerSecond > 0, "/price/units_per_second", "Billed seconds per second must be more than 0.", "Leave it out for 1.");
        CheckUnit(price.Unit, findings);
        if (price.Steps.IsDefaultOrEmpty)
        {
            return;
        }

        findings.Require(
            price is { UsdPerSecond: 0, UsdPerClip: 0 }, "/price/steps", "Steps are the whole price.", "Give either steps or a price per second and clip.");
        findings.Require(
            price.Steps.All(s => s is { Seconds: > 0, Usd: >= 0 }) && price.Steps.Zip(price.Steps.Skip(1)).All(p => p.First.Seconds < p.Second.Seconds),
            "/price/steps", "Steps must rise in seconds and must not be negative.", "Order the steps by seconds.");
        findings.Require(
            PresetSlots.Of(preset.Duration) is not [.., var longest] || longest <= price.Steps[^1].Seconds,
            "/price/steps", "The longest clip on sale has no price.", "Add a step for it.");
    }

    private static void CheckUnit(BillingUnit? unit, PresetFindings findings)
    {
        if (unit is null)
        {
            return;
        }

        findings.Require(!string.IsNullOrWhiteSpace(unit.Name), "/price/unit/name", "The billing unit has no name.", "Say what the provider counts, for example second.");
        findings.Require(
            unit.Usd is null or > 0, "/price/unit/usd", "A billing unit must cost more than 0.",
            "Give US dollars per unit, or leave it out where the price is not known for certain.");
        findings.Require(
            !string.IsNullOrWhiteSpace(unit.Source), "/price/unit/source", "The price of the billing unit has no source.",
            "Say where it was taken from, or why it is not known.");
    }

    private static void CheckImage(PresetImageLimits? image, PresetFindings findings)
    {
        if (image is null)
        {
            return;
        }

        findings.Require(image.MaxBytes is null or > 0, "/image/max_bytes", "The largest file must be more than 0 bytes.", "Give bytes or leave it out.");
        findings.Require(
            image is { MinSide: null or > 0, MaxSide: null or > 0 } && (image.MinSide ?? 0) <= (image.MaxSide ?? int.MaxValue),
            "/image/min_side", "The shortest side must be more than 0 and not above the longest.", "Correct min_side and max_side.");
        findings.Require(
            image is { MinRatio: null or > 0, MaxRatio: null or > 0 } && (image.MinRatio ?? 0) <= (image.MaxRatio ?? decimal.MaxValue),
            "/image/min_ratio", "The smallest ratio must be more than 0 and not above the largest.", "Correct min_ratio and max_ratio.");
    }

    private static void CheckOutput(PresetOutput output, PresetFindings findings)
    {
        findings.Require(
            output is { Width: > 0 and <= 16_384, Height: > 0 and <= 16_384 }, "/output", "The size must be 1 to 16384 pixels a side.",
            "Give the size the model delivers with these inputs.");
        findings.Require(
            output.FramesPerSecond is > 0 and <= 240, "/output/frames_per_second", "The rate must be more than 0 and at most 240.",
            "Give the rate the model delivers with these inputs.");
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
