using System.Collections.Immutable;
using Spectre.Console;
using VideoGen.Choosing;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;

namespace VideoGen.Cli.Tables;

/// <summary>What a plan costs with other models, for people: those that fit as a table, the others with their reasons.</summary>
internal static class ComparisonTable
{
    /// <summary>Writes it; nothing where there is none.</summary>
    public static void Write(Screen screen, PlanComparison? comparison)
    {
        if (comparison is null)
        {
            return;
        }

        screen.Heading($"Compared (chosen by {Who(comparison.ChosenBy)})");
        ImmutableArray<PlanOffer> fit = [.. comparison.Offers.Where(o => o.Reason is null || o.Chosen is true)];
        if (screen.IsWide)
        {
            WriteTable(screen, fit);
        }
        else
        {
            foreach (PlanOffer offer in fit)
            {
                screen.Item(offer.Chosen is true ? "▸" : "·", PlainText.Line(OfferText.Of(offer)));
            }
        }

        if (comparison.Offers.Length > fit.Length)
        {
            screen.Heading("Does not fit");
            foreach (PlanOffer offer in comparison.Offers.Except(fit))
            {
                screen.Item("·", PlainText.Line(OfferText.Of(offer)));
            }
        }
    }

    private static void WriteTable(Screen screen, ImmutableArray<PlanOffer> fit)
    {
        Table table = Notices.Table("", "Provider", "Model", "Price", "Seconds", "Unwanted", "Missing");
        foreach (PlanOffer offer in fit)
        {
            table.AddRow(
                new Text(offer.Chosen is true ? "▸" : ""), new Text(PlainText.Line(offer.Provider)), new Text(string.Join('\n', offer.Models.Select(PlainText.Line))),
                new Text(offer.EstimatedCostUsd is { } usd ? Figures.Usd(usd) : ""), Seconds(offer.TotalSeconds), Seconds(offer.ExtraSeconds), Seconds(offer.MissingSeconds));
        }

        screen.Write(table);
    }

    private static Text Seconds(decimal? seconds) => new(seconds is { } known ? Figures.Seconds(known) : "");

    private static string Who(string chosenBy) => chosenBy switch
    {
        "request" => "the request",
        "default" => "default",
        _ => $"providers.choose: {chosenBy}",
    };
}
