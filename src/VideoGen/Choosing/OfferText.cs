using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Contract;

namespace VideoGen.Choosing;

/// <summary>Offers in words. Pure.</summary>
public static class OfferText
{
    /// <summary>"alibaba/wan-2.7 at openrouter $0.90 (2.5 s more than wanted)", or why it is none.</summary>
    public static string Of(PlanOffer offer)
    {
        ArgumentNullException.ThrowIfNull(offer);
        string price = offer.EstimatedCostUsd is { } usd ? " " + Usd(usd) : "";
        string reason = offer.Reason is { } why ? $": {why}" : "";
        return $"{string.Join(" + ", offer.Models)} at {offer.Provider}{price}{Seconds(offer)}{reason}";
    }

    /// <summary>Why one offer was chosen, and what there was instead.</summary>
    /// <param name="rule">The rule; null where an approval says otherwise by now.</param>
    /// <param name="chosen">The chosen one.</param>
    /// <param name="others">The best of every other provider.</param>
    internal static string Decision(ChoosingRule? rule, PlanOffer chosen, IEnumerable<PlanOffer> others)
    {
        string why = rule switch
        {
            ChoosingRule.Cheapest => "Chosen as the cheapest that fits (providers.choose)",
            ChoosingRule.Preferred => "Chosen as the most preferred that fits (providers.prefer)",
            _ => "Chosen by the plan_hash that was approved",
        };
        string instead = string.Join("; ", others.Select(Of));
        return $"{why}: {Of(chosen)}.{(instead.Length > 0 ? $" Instead: {instead}." : "")}";
    }

    /// <summary>That nothing could be chosen, with the reasons.</summary>
    internal static string Nothing(ImmutableArray<PlanOffer> offers, string provider)
    {
        string reasons = string.Join("; ", offers.Select(Of));
        return $"Nothing that providers.choose may choose fits this plan, so that the default provider {provider} is planned.{(reasons.Length > 0 ? $" {reasons}." : "")}";
    }

    private static string Usd(decimal dollars) => dollars == 0 ? "free" : string.Create(CultureInfo.InvariantCulture, $"${dollars:0.00##}");

    private static string Seconds(PlanOffer offer)
    {
        string[] parts =
        [
            .. offer.ExtraSeconds is { } extra ? [string.Create(CultureInfo.InvariantCulture, $"{extra:0.###} s more than wanted")] : (string[])[],
            .. offer.MissingSeconds is { } missing ? [string.Create(CultureInfo.InvariantCulture, $"{missing:0.###} s less than wanted")] : (string[])[],
        ];
        return parts.Length > 0 ? $" ({string.Join(", ", parts)})" : "";
    }
}
