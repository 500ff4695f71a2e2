using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Providers;

/// <summary>What keeps an order from becoming a payload at all, at any provider, before its frames are touched. Pure.</summary>
internal static class OrderCheck
{
    /// <summary>Code of an order or a payload that is not sent.</summary>
    public const string Code = "payload_invalid";

    /// <summary>The failure, or null when the order can go on.</summary>
    public static ProviderFailure? Check(SegmentOrder order)
    {
        if (PresetCheck.Check(order.Preset, "") is { IsEmpty: false } wrong)
        {
            return Invalid(wrong);
        }

        if (!order.Preset.Takes(order.Stills.Length))
        {
            return Refused($"{order.Preset.Model} does not make a segment of {order.Stills.Length} frame(s).", "Choose a model that does.");
        }

        if (!PresetSlots.Of(order.Preset.Duration).Contains(order.SlotSeconds))
        {
            return Refused($"{order.Preset.Model} does not sell {order.SlotSeconds} s.", "Plan the request again.");
        }

        var pictures = PictureLimitCheck.Check(order.Preset.Image, order.Stills);
        return pictures.IsEmpty ? null : Refused(string.Join(' ', pictures), "Give the frame another picture, or choose another model.");
    }

    /// <summary>The failure that a list of problems amounts to.</summary>
    public static ProviderFailure Invalid(ImmutableArray<Problem> problems) =>
        new(FailureError.ProviderError, string.Join(' ', problems.Select(p => p.Pointer.Length == 0 ? p.Message : $"{p.Pointer}: {p.Message}")), Billed.No)
        {
            ProviderCode = problems[0].Code,
            NextStep = problems[0].Remedy,
            Retryable = false,
        };

    /// <summary>A failure before anything was sent.</summary>
    public static ProviderFailure Refused(string message, string nextStep) =>
        new(FailureError.ProviderError, message, Billed.No) { ProviderCode = Code, NextStep = nextStep, Retryable = false };
}
