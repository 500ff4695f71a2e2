namespace VideoGen.Catalog;

/// <summary>The bounds of every number of a preset: inside them no arithmetic of lengths and prices can overflow. Pure.</summary>
internal static class PresetNumbers
{
    private const decimal Least = 0.000001m;
    private const decimal Most = 1_000_000_000m;

    public static bool AreBounded(PresetDuration duration) =>
        (duration.Values.IsDefault ? [] : duration.Values.AsEnumerable()).All(IsBounded)
        && IsBounded(duration.Min) && IsBounded(duration.Max) && IsBounded(duration.Step) && IsBounded(duration.FramesPerSecond);

    public static bool AreBounded(PresetPrice price) =>
        IsBounded(price.UsdPerSecond) && IsBounded(price.UsdPerClip) && IsBounded(price.UnitsPerSecond) && IsBounded(price.Unit?.Usd)
        && price.Steps.All(s => s is not null && IsBounded(s.Seconds) && IsBounded(s.Usd));

    public static bool AreBounded(PresetMotion? motion) => IsBounded(motion?.Min) && IsBounded(motion?.Max);

    private static bool IsBounded(decimal number) => number == 0 || (Math.Abs(number) >= Least && Math.Abs(number) <= Most);

    private static bool IsBounded(decimal? number) => number is not { } given || IsBounded(given);
}
