using VideoGen.Providers;

namespace VideoGen.Fal.Payloads;

/// <summary>What keeps an order from becoming a payload of fal. Pure.</summary>
internal static class FalOrderCheck
{
    /// <summary>The failure, or null when the order can go on.</summary>
    public static ProviderFailure? Check(SegmentOrder order) =>
        !FalModelId.TryParse(order.Preset.Model, out _) ? OrderCheck.Refused($"'{order.Preset.Model}' is not a model id of fal.", "Correct the preset.")
        : order.Preset.FrameListField is not null ? OrderCheck.Refused($"{order.Preset.Model} is to take its pictures in a list, which no model of fal does.", "Remove frame_list_field from the preset.")
        : OrderCheck.Check(order);
}
