using System.Collections.Immutable;

namespace VideoGen.Choosing;

/// <summary>Which offer is better: one that gives all the wanted seconds, then the cheaper one, then the one that wastes less. Pure.</summary>
internal static class OfferOrder
{
    /// <summary>The offers, the best first; those that cannot be chosen at the end.</summary>
    /// <param name="offers">The offers.</param>
    /// <param name="first">The provider that comes first among equals.</param>
    public static ImmutableArray<Offer> Best(IEnumerable<Offer> offers, string first) =>
    [
        .. offers.OrderBy(o => !o.Fits).ThenBy(o => o.CostUsd is null).ThenBy(o => o.Missing).ThenBy(o => o.CostUsd).ThenBy(o => o.Extra)
            .ThenBy(o => o.Provider != first).ThenBy(o => o.Provider, StringComparer.Ordinal).ThenBy(o => string.Join('\n', o.Set.Models), StringComparer.Ordinal),
    ];
}
