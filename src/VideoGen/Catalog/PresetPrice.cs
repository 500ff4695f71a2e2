using System.Collections.Immutable;

namespace VideoGen.Catalog;

/// <summary>
/// What a clip costs: <see cref="UsdPerClip"/> + <see cref="UsdPerSecond"/> × billed seconds, in US dollars; or, for models whose price
/// is not a straight line, one of <see cref="Steps"/>.
/// </summary>
/// <param name="UnitsPerSecond">
/// Billed seconds per second of clip, more than 0; 1 unless given. A model that bills 16 frames as a second and delivers 24 a second has
/// 1.5.
/// </param>
public sealed record PresetPrice(decimal UnitsPerSecond = 1)
{
    /// <summary>US dollars per billed second, 0 or more.</summary>
    public decimal UsdPerSecond { get; init; }

    /// <summary>US dollars per clip whatever its length, 0 or more.</summary>
    public decimal UsdPerClip { get; init; }

    /// <summary>What the provider counts; null where that is not known, which is treated like a unit without a price.</summary>
    public BillingUnit? Unit { get; init; }

    /// <summary>Prices by length, ascending; when given, they are the whole price. Empty for a price per second.</summary>
    public ImmutableArray<PresetPriceStep> Steps { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Seconds the provider bills for a clip.</summary>
    /// <param name="seconds">Length of the clip, 0 or more.</param>
    public decimal BilledSeconds(decimal seconds) => seconds * UnitsPerSecond;

    /// <summary>Price of one clip of this length. Longer than the last step costs as much as the last step.</summary>
    /// <param name="seconds">Length that is ordered, 0 or more.</param>
    public decimal Of(decimal seconds) => Steps.IsEmpty
        ? UsdPerClip + UsdPerSecond * BilledSeconds(seconds)
        : (Steps.FirstOrDefault(s => s.Seconds >= seconds) ?? Steps[^1]).Usd;

    /// <summary>US dollars for the units that the provider says it billed.</summary>
    /// <param name="units">Count of units, 0 or more; null where the provider gives none.</param>
    /// <param name="seconds">Length that was ordered.</param>
    /// <returns>
    /// Nothing for no unit; the units times their price where that is known; else the price of the length. So, too, for the count of the
    /// plan that was rounded on its way: 2.667 for 2⅔.
    /// </returns>
    public decimal OfUnits(decimal? units, decimal seconds) => units switch
    {
        0 => 0,
        { } count when Unit?.Usd is { } each && !IsRounded(count, Of(seconds) / each) => count * each,
        _ => Of(seconds),
    };

    private static bool IsRounded(decimal count, decimal exact)
    {
        decimal lastPlace = 1 / (decimal)Math.Pow(10, Math.Min((int)count.Scale, 9)); // a binary fraction has noise beyond
        return Math.Abs(count - exact) <= Math.Min(lastPlace / 2, exact / 100);
    }
}
