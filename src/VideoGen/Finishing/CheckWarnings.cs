using System.Globalization;
using VideoGen.Contract;

namespace VideoGen.Finishing;

/// <summary>What of the checks a person should look at, in words. Pure.</summary>
internal static class CheckWarnings
{
    private const decimal Cut = 10;
    private const decimal Flash = 1;

    /// <summary>The sentences.</summary>
    public static IEnumerable<string> Of(ClipChecks? found)
    {
        if (found is null)
        {
            yield break;
        }

        if (found.BlackSeconds > 0)
        {
            yield return Say($"The picture is black for {found.BlackSeconds:0.##} s.");
        }

        if (found.FrozenSeconds > 0)
        {
            yield return Say($"Nothing moves for {found.FrozenSeconds:0.##} s.");
        }

        if (found.CutScore >= Cut)
        {
            yield return Say($"There is a cut inside the clip at {found.CutAtSeconds:0.##} s (change {found.CutScore:0.#} of 100).");
        }

        if (found.FlashScore >= Flash)
        {
            yield return Say($"It flashes in a way that may harm photosensitive people (score {found.FlashScore:0.##}, 1 is the limit).");
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
