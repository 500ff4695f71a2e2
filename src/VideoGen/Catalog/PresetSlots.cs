using System.Globalization;
using System.Text.Json.Nodes;

namespace VideoGen.Catalog;

/// <summary>
/// The arithmetic of the lengths a model sells. A <em>slot</em> is a legal length in seconds; it is what is ordered and, for most
/// models, what is billed. Pure and deterministic.
/// </summary>
public static class PresetSlots
{
    /// <summary>Most slots a preset may have; <see cref="PresetCheck"/> refuses more.</summary>
    public const int Most = 1_000;

    /// <summary>Decimal places of a slot that is a number of frames divided by a rate.</summary>
    private const int KeyedLimiter = 6;

    /// <summary>
    /// The legal lengths in seconds, ascending, each once. Frames become seconds rounded down to six places, so that a sum of slots
    /// never exceeds the time really ordered. Never more than <see cref="Most"/>; empty when the preset holds no usable length.
    /// </summary>
    public static IReadOnlyList<decimal> Of(PresetDuration duration)
    {
        ArgumentNullException.ThrowIfNull(duration);
        return [.. Sold(duration).Select(length => length.Seconds).Distinct().Order()];
    }

    /// <summary>The value of the payload field for a slot, in the model's own form; null when the model has one length and no field.</summary>
    /// <param name="duration">The lengths on sale.</param>
    /// <param name="slotSeconds">One of <see cref="Of"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model does not sell that length.</exception>
    public static JsonNode? Write(PresetDuration duration, decimal slotSeconds)
    {
        var quantity = Quantity(duration, slotSeconds);
        return duration.Form switch
        {
            DurationForm.SecondsString => JsonValue.Create(Text(quantity) + "s"),
            DurationForm.NumberString => JsonValue.Create(Text(quantity)),
            DurationForm.Number or DurationForm.Frames => Number(quantity),
            _ => null,
        };
    }

    /// <summary>A number as JSON without trailing zeros: <c>6</c>, <c>0.5</c>.</summary>
    public static JsonValue Number(decimal value) => JsonValue.Create(value / 1.0000000000000000000000000000m);

    private static decimal Quantity(PresetDuration duration, decimal slotSeconds)
    {
        ArgumentNullException.ThrowIfNull(duration);
        foreach ((decimal quantity, decimal seconds) in Sold(duration))
        {
            if (seconds == slotSeconds)
            {
                return quantity;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(slotSeconds), slotSeconds, "The model does not sell this length.");
    }

    private static IEnumerable<(decimal Quantity, decimal Seconds)> Sold(PresetDuration duration) =>
        Quantities(duration).Select(quantity => (quantity, Seconds(duration, quantity))).Where(length => length.Item2 > 0);

    private static IEnumerable<decimal> Quantities(PresetDuration duration)
    {
        if (!duration.Values.IsDefaultOrEmpty)
        {
            return duration.Values.Take(Most);
        }

        return duration is { Min: { } min, Max: { } max, Step: > 0 } ? Range(min, max, duration.Step) : [];
    }

    private static IEnumerable<decimal> Range(decimal min, decimal max, decimal step)
    {
        var count = 0;
        for (var value = min; value <= max && count < Most; value += step, count++)
        {
            yield return value;
        }
    }

    private static decimal Seconds(PresetDuration duration, decimal quantity) => duration switch
    {
        { Form: not DurationForm.Frames } => quantity,
        { FramesPerSecond: { } rate and > 0 } => decimal.Round(quantity / rate, KeyedLimiter, MidpointRounding.ToZero),
        _ => 0,
    };

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
