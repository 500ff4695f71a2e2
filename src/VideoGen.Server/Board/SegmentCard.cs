using System.Globalization;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Server.Board;

/// <summary>One segment on a request's page.</summary>
internal static class SegmentCard
{
    /// <summary>The card.</summary>
    public static Html Of(RequestView view, Job job)
    {
        PlannedSegment? planned = view.Request.Plan.Segments.FirstOrDefault(s => s.SegmentId == job.SegmentId);
        return Html.Of(
            $"""
            <article class="segment" id="{job.SegmentId}" aria-labelledby="{job.SegmentId}-name" data-part="{job.SegmentId}" data-revision="{Revision(view, job)}">
            <h3 id="{job.SegmentId}-name">{Words.Place(job.SceneNumber, job.ShotOrder)} <span class="id">{job.SegmentId}</span></h3>
            <p>{Words.State(job)} <span data-progress="{job.SegmentId}"></span></p>
            {(view.ShowsWords ? Outcome(view, job) : Html.Nothing)}
            <dl class="facts">
            {Fact("Storyboard", Seconds(job.StoryboardSeconds))}{Fact("Wanted", Seconds(job.WantedSeconds))}{Fact("Ordered", Seconds(job.SlotSeconds))}{Fact("Billed", Seconds(job.BilledSeconds))}{Fact("Delivered", Seconds(job.Clip?.DurationSeconds))}
            {Fact("Price", planned is null ? null : Words.Usd(planned.EstimatedCostUsd))}{Fact("Billed so far", job.BilledUsd is { } usd ? Words.Usd(usd) : job.IsTerminal ? "not known" : null)}
            {Fact("Provider", job.Provider)}{Fact("Model", job.Model)}{Fact("Template", $"{job.TemplateId} v{job.TemplateVersion}")}{Fact("Frames", string.Join(", ", job.FrameIds))}
            {Fact("Job", job.Id)}{Fact("At the provider", job.ProviderJob?.RequestId)}
            </dl>
            {Again(job)}
            {(view.ShowsWords ? Html.Of($"<details><summary>Prompt</summary><p class=\"prompt\" dir=\"auto\">{job.Prompt}</p>{Decisions(planned)}</details>") : Html.Nothing)}
            <details><summary>History</summary>{HistoryList.Of(view, job)}</details>
            {(view.ShowsWords ? FinishingList.Of(job) : Html.Nothing)}
            {(view.ShowsWords ? TakeList.Of(view, job) : Html.Nothing)}
            {Actions(view, job)}
            </article>

            """);
    }

    // What may change of a card: the job, its history, and which take stands for its place.
    private static string Revision(RequestView view, Job job) => string.Create(
        CultureInfo.InvariantCulture,
        $"{job.Version}.{view.Histories.GetValueOrDefault(job.Id, []).Length}.{view.DeliveredOf(job)?.OtherTakes?.Length ?? 0}.{view.DeliveredOf(job)?.OtherTakes?.FirstOrDefault(t => t.Chosen)?.Take ?? 0}.{view.DeliveredOf(job)?.ChosenBy}");

    private static Html Outcome(RequestView view, Job job)
    {
        if (view.DeliveredOf(job) is { } delivered)
        {
            Html store = delivered.MediaStatus is MediaStatus.Stored ? Html.Nothing
                : Html.Of($"<p class=\"problem\" dir=\"auto\">The media store does not have it{(delivered.MediaProblem is { } why ? $": {why}" : ".")} {delivered.MediaNextStep}</p>");
            return Html.Of($"{store}{(delivered.Notes.IsEmpty ? Html.Nothing : Html.Of($"<ul class=\"quiet\">{Html.Join(delivered.Notes.Select(n => Html.Of($"<li dir=\"auto\">{n}</li>")))}</ul>"))}");
        }

        return view.FailedOf(job) is not { } failed ? Html.Nothing : Html.Of(
            $"""
            <div class="{(failed.IsPending ? "waiting" : "problem")}"><p dir="auto">{failed.Message}</p><p dir="auto"><strong>Next:</strong> {failed.NextStep}</p>{(failed.IsPending ? Html.Nothing : Html.Of($"<p class=\"quiet\">Billed: {Words.Plain(failed.Billed)}{(failed.ProviderCode is { } code ? Html.Of($"; the provider's code: <span dir=\"auto\">{code}</span>") : Html.Nothing)}</p>"))}</div>
            """);
    }

    private static Html Actions(RequestView view, Job job)
    {
        bool canRedeliver = view.MayChange && (job.IsClipRefused || (job.IsTerminal && job.Clip is null && (job.ProviderClip is not null || job.ProviderJob is not null)));
        Html seen = Html.Of($"<input type=\"hidden\" name=\"{SettleForm.Seen}\" value=\"{Html.Kept(RequestView.Seen(job))}\">");
        Html redeliver = !canRedeliver ? Html.Nothing : Html.Of(
            $"<form method=\"post\" action=\"{view.Address}/segments/{job.SegmentId}/redelivery\">{view.FormToken}{seen}<button>Deliver what exists</button> <span class=\"quiet\">Orders nothing and costs nothing.</span></form>");
        Html again = !view.MaySpend || !job.IsTerminal ? Html.Nothing : Html.Of(
            $"""
            <details><summary>Make it again…</summary>
            <form method="post" action="{view.Address}/segments/{job.SegmentId}/again" class="stack">{view.FormToken}{seen}
            <p><label for="{job.SegmentId}-prompt">Prompt</label><textarea id="{job.SegmentId}-prompt" name="prompt" rows="5" maxlength="20000" dir="auto">
            {Html.Kept(job.Prompt)}</textarea></p>
            <p><button>Plan another take</button> <span class="quiet">Shows the price first. This take stays.</span></p>
            </form></details>
            """);
        return Html.Of($"{redeliver}{SettleForm.Of(view, job)}{again}");
    }

    private static Html Again(Job job) => job.Again is not { } earlier ? Html.Nothing : Html.Of(
        $"""
        <p>Made again ({Words.Plain(earlier.Reason)}) after <a href="/board/requests/{Uri.EscapeDataString(earlier.RequestId)}#{earlier.SegmentId}">{earlier.SegmentId} of {earlier.RequestId}</a>.</p>
        """);

    private static Html Decisions(PlannedSegment? planned) => planned is null || planned.Decisions.IsEmpty ? Html.Nothing
        : Html.Of($"<ul>{Html.Join(planned.Decisions.Select(d => Html.Of($"<li dir=\"auto\">{d}</li>")))}</ul>");

    private static Html Fact(string name, string? value) => value is null ? Html.Nothing : Html.Of($"<div><dt>{name}</dt><dd dir=\"auto\">{value}</dd></div>");

    private static string? Seconds(decimal? seconds) => seconds is { } some ? $"{some.ToString("0.##", CultureInfo.InvariantCulture)} s" : null;
}
