using VideoGen.Jobs;

namespace VideoGen.Server.Board;

/// <summary>Where somebody who operates writes down what the provider billed for a job that has ended.</summary>
internal static class SettleForm
{
    /// <summary>Field for what was billed: <c>no</c>, <c>yes</c> or <see cref="Amount"/>.</summary>
    public const string Billed = "billed";

    /// <summary>Field for US dollars, and the choice that says to read it.</summary>
    public const string Amount = "amount";

    /// <summary>Field for the reason.</summary>
    public const string Why = "why";

    /// <summary>Field for what its reader had seen: here the version of the job.</summary>
    public const string Seen = "seen";

    /// <summary>The form; nothing for what has not ended, costs nothing, or for somebody who may not.</summary>
    public static Html Of(RequestView view, Job job)
    {
        if (!view.MaySettle || !job.IsTerminal || job.IsFree)
        {
            return Html.Nothing;
        }

        Html now = job.BilledUsd is { } usd
            ? Html.Of($"<p>Billed: {Words.Usd(usd)}.</p>")
            : Html.Of($"<p class=\"problem\">Nobody knows whether this was billed. {Words.Usd(job.ReservedUsd)} stay set aside until it is settled: look at the provider's bill.</p>");
        string id = $"{job.SegmentId}-{Amount}";
        return Html.Of(
            $"""
            <details{(job.IsUnsettled ? Html.Of($" open") : Html.Nothing)}><summary>{(job.IsUnsettled ? "Settle the bill" : "Correct the bill…")}</summary>{now}
            <form method="post" action="{view.Address}/segments/{job.SegmentId}/settlement" class="stack">{view.FormToken}<input type="hidden" name="{Seen}" value="{job.Version}">
            <fieldset><legend>What the provider billed</legend>
            <p><label><input type="radio" name="{Billed}" value="no" required> nothing</label></p>
            <p><label><input type="radio" name="{Billed}" value="yes"> the planned price, {Words.Usd(job.Price.Of(job.SlotSeconds))}</label></p>
            <p><label><input type="radio" name="{Billed}" value="{Amount}"> another amount</label> <label for="{id}">US dollars</label> <input id="{id}" name="{Amount}" inputmode="decimal" pattern="[0-9]*[.]?[0-9]*" maxlength="12" size="8"></p>
            </fieldset>
            <p><label for="{job.SegmentId}-why">Where that is written, for the history</label><input id="{job.SegmentId}-why" name="{Why}" maxlength="1000"></p>
            <p><button>Settle</button> <span class="quiet">Caps follow at once.</span></p>
            </form></details>
            """);
    }

    /// <summary>What was said to be billed, in the words of <see cref="Synthesis.Settlement"/>; nothing, which settles nothing, for an amount that is no number.</summary>
    public static string BilledOf(IFormCollection form) => form[Billed] != Amount ? form[Billed].ToString()
        : form[Amount].ToString().Trim() is ['.' or (>= '0' and <= '9'), ..] usd ? usd : "";
}
