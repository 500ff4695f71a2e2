namespace VideoGen.Catalog;

/// <summary>The rules for the lengths of a preset.</summary>
internal static class PresetDurationCheck
{
    private const decimal LongestSeconds = 3_600;

    public static void Check(PresetDuration duration, PresetFindings findings)
    {
        findings.Require(Enum.IsDefined(duration.Form), "/duration/form", "The form is unknown.", "Use seconds_string, number_string, number, frames or fixed.");
        CheckField(duration, findings);
        CheckQuantities(duration, findings);
        CheckFrames(duration, findings);
        var slots = PresetSlots.Of(duration);
        findings.Require(slots.Count > 0, "/duration", "The model sells no length.", "Give values, or min and max.");
        findings.Require(
            slots.Count == 0 || slots[^1] <= LongestSeconds, "/duration", $"No clip may be longer than {LongestSeconds} seconds.", "Correct the lengths or the form.");
    }

    private static void CheckField(PresetDuration duration, PresetFindings findings)
    {
        var isFixed = duration.Form == DurationForm.Fixed;
        findings.Require(
            isFixed == duration.Field is null, "/duration/field",
            isFixed ? "A fixed length is not written into the payload." : "There is no field to write the length into.",
            isFixed ? "Remove the field, or choose another form." : "Give the payload field, or set the form to fixed.");
        findings.Require(
            !isFixed || duration is { Values: { IsDefault: false, Length: 1 }, Min: null, Max: null }, "/duration/values",
            "A fixed length is exactly one value.", "Give the one length in seconds.");
    }

    private static void CheckQuantities(PresetDuration duration, PresetFindings findings)
    {
        var listed = !duration.Values.IsDefaultOrEmpty;
        var ranged = duration.Min is not null || duration.Max is not null;
        findings.Require(listed != ranged, "/duration", "The lengths are either a list or a range.", "Give values, or min and max.");
        if (listed)
        {
            findings.Require(
                duration.Values.All(v => v > 0) && duration.Values.Zip(duration.Values.Skip(1)).All(p => p.First < p.Second), "/duration/values",
                "The values must be more than 0 and ascending.", "Order them, each once.");
            findings.Require(
                duration.Values.Length <= PresetSlots.Most, "/duration/values", $"More than {PresetSlots.Most} lengths.", "Give a range instead.");
        }

        if (ranged)
        {
            findings.Require(
                duration is { Min: > 0, Max: { } max, Step: > 0 } && duration.Min <= max && (max - duration.Min) / duration.Step < PresetSlots.Most,
                "/duration", $"A range needs min more than 0, max not below it, a step more than 0, and at most {PresetSlots.Most} lengths.",
                "Correct min, max and step.");
        }
    }

    private static void CheckFrames(PresetDuration duration, PresetFindings findings)
    {
        if (duration.Form != DurationForm.Frames)
        {
            findings.Require(
                duration is { FramesPerSecond: null, FramesPerSecondField: null }, "/duration/frames_per_second",
                "A frame rate belongs to lengths given in frames.", "Remove it; a rate that can be set is one of the inputs.");
            return;
        }

        findings.Require(
            duration.FramesPerSecond is > 0 and <= 240, "/duration/frames_per_second", "The rate must be more than 0 and at most 240.",
            "Give the rate that turns frames into seconds.");
        var quantities = duration.Values.IsDefault ? [] : duration.Values.AsEnumerable();
        findings.Require(
            quantities.Concat([duration.Min ?? 1, duration.Max ?? 1, duration.Step]).All(decimal.IsInteger), "/duration",
            "Numbers of frames must be whole.", "Give whole numbers.");
    }
}
