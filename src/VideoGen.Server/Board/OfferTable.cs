using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Contract;

namespace VideoGen.Server.Board;

/// <summary>What the segments of a plan cost with other models and providers, the best first, and a button that plans with one of them.</summary>
internal static class OfferTable
{
    /// <summary>The table; nothing where there is nothing to compare with.</summary>
    /// <param name="plan">The plan, which is kept under its hash.</param>
    /// <param name="formToken">The hidden field of forms.</param>
    public static Html Of(PlanAnswer plan, Html formToken)
    {
        if (plan.Comparison is not { } comparison || comparison.Offers.All(o => o.Chosen is true))
        {
            return Html.Nothing;
        }

        ImmutableArray<PlanOffer> fitting = [.. comparison.Offers.Where(o => o.Reason is null || o.Chosen is true)];
        ImmutableArray<PlanOffer> others = [.. comparison.Offers.Except(fitting)];
        Html table = Html.Of(
            $"""
            <form method="post" action="/board/plan">{formToken}<input type="hidden" name="{PlanEndpoints.PlanHash}" value="{Html.Kept(plan.PlanHash)}">
            <div class="wide" tabindex="0" role="region" aria-label="Prices elsewhere"><table>
            <caption class="only-read">The same segments with other models, the best first</caption>
            <thead><tr><th scope="col">Provider</th><th scope="col">Models</th><th scope="col">Price</th><th scope="col">Seconds</th><th scope="col">Not wanted</th><th scope="col">Missing</th><th scope="col"><span class="only-read">Plan with it</span></th></tr></thead>
            <tbody>{Html.Join(fitting.Select(Row))}</tbody>
            </table></div></form>
            """);
        Html rest = others.IsEmpty ? Html.Nothing : Html.Of(
            $"<details><summary>{others.Length} that do not fit</summary><ul>{Html.Join(others.Select(o => Html.Of($"<li dir=\"auto\">{string.Join(" + ", o.Models)}, {o.Provider}: {o.Reason}</li>")))}</ul></details>");
        return Html.Of($"<details><summary>Prices elsewhere: {fitting.Length - 1}</summary>{table}{rest}</details>");
    }

    private static Html Row(PlanOffer offer)
    {
        Html what = offer.Chosen is true ? Html.Of($"<strong>this plan</strong>")
            : offer.Models is not [var model] ? Html.Nothing
            : Html.Of($"<button name=\"{PlanEndpoints.With}\" value=\"{Html.Kept($"{offer.Provider}:{model}")}\">Plan with {model}</button>");
        return Html.Of(
            $"""
            <tr><th scope="row" dir="auto">{offer.Provider}</th><td dir="auto">{string.Join(" + ", offer.Models)}</td><td>{(offer.EstimatedCostUsd is { } usd ? Words.Usd(usd) : "–")}</td><td>{Seconds(offer.TotalSeconds)}</td><td>{Seconds(offer.ExtraSeconds)}</td><td>{Seconds(offer.MissingSeconds)}</td><td>{what}</td></tr>

            """);
    }

    private static string Seconds(decimal? seconds) => seconds is { } some ? $"{some.ToString("0.##", CultureInfo.InvariantCulture)} s" : "–";
}
