using System.Globalization;
using VideoGen.Jobs;

namespace VideoGen.Server.Board;

/// <summary>The page of a request: its film, its segments in order, money, and what can be done.</summary>
internal static class DetailPage
{
    // Of a film without a clip.
    private const decimal FilmFps = 24;

    // A page on which nothing is being made looks so often: takes are chosen and orders begun elsewhere.
    private const int LookSeconds = 15;

    /// <summary>Writes it.</summary>
    public static Task WriteAsync(HttpContext context, RequestView view)
    {
        int delivered = view.Answer.VideoSegments.Length;
        string title = view.IsOpen ? $"{delivered} of {view.Jobs.Length} done" : delivered == view.Jobs.Length ? "Delivered" : $"{delivered} of {view.Jobs.Length} delivered";
        return BoardPage.WriteAsync(context, StatusCodes.Status200OK, $"{title}: {view.Request.Id}", Html.Of(
            $"""
            <h1>Request <span class="id">{view.Request.Id}</span></h1>
            <div data-every="{LookSeconds}"{(view.IsOpen && view.ShowsWords ? Html.Of($" data-events=\"/v1/requests/{Uri.EscapeDataString(view.Request.Id)}/events\"") : Html.Nothing)}>
            {(view.ShowsWords ? Film(view) : Html.Nothing)}
            <section data-part="summary" data-revision="{view.Revision.ToString(CultureInfo.InvariantCulture)}" aria-label="Summary">
            <p class="lead">{title}. <span dir="auto">{view.Request.ProjectId} / {view.Request.EpisodeId}</span>, ordered {Words.Time(view.Request.CreatedAt)} by {view.Request.Caller ?? "somebody on the server's machine"}.{(view.Request.CancelRequestedAt is { } at ? Html.Of($" Cancelled {Words.Time(at)}.") : Html.Nothing)}{(view.Request.HaltedAt is { } halted ? Html.Of($" Halted by a failure {Words.Time(halted)}.") : Html.Nothing)}</p>
            <p>Price of the plan {Words.Usd(view.Answer.Cost.EstimatedUsd)}, set aside {Words.Usd(view.Answer.Cost.ReservedUsd)}, billed {Words.Usd(view.Answer.Cost.BilledUsd)}.</p>
            {(view.ShowsWords ? List("Warnings", view.Answer.Warnings.Select(w => w.Message)) : Html.Nothing)}
            {Cancel(view)}
            </section>
            <h2>Segments</h2>
            {Html.Join(view.Jobs.Select(job => SegmentCard.Of(view, job)))}
            {(view.ShowsWords ? SeamTable.Of(view) : Html.Nothing)}
            {(view.ShowsWords ? More(view) : Html.Nothing)}
            </div>
            """));
    }

    private static Html More(RequestView view) => Html.Of(
        $"""
        {List("Decisions about the whole", view.Request.Plan.Decisions)}
        <p><a href="/v1/export?request_id={Uri.EscapeDataString(view.Request.Id)}&amp;format=edl">EDL</a> <a href="/v1/export?request_id={Uri.EscapeDataString(view.Request.Id)}&amp;format=otio">OpenTimelineIO</a> <a href="/v1/export?request_id={Uri.EscapeDataString(view.Request.Id)}&amp;format=fcpxml">Final Cut Pro XML</a></p>
        """);

    // The element finds the facts in what can be read and played without it.
    private static Html Film(RequestView view)
    {
        decimal fps = view.Answer.VideoSegments is [var first, ..] ? first.Fps : FilmFps;
        Html cuts = Html.Join(view.Jobs.Select(job => Cut(view, job, fps)));
        return Html.Of($"<vg-player label=\"Film\" data-part=\"film\" data-revision=\"{cuts.Revision()}\"><ol class=\"film\">{cuts}</ol></vg-player>");
    }

    private static Html Cut(RequestView view, Job job, decimal fps)
    {
        string name = Words.Place(job.SceneNumber, job.ShotOrder);
        if (view.DeliveredOf(job) is not null && job.Clip is { } clip && ClipAddress.Of(job) is { } address)
        {
            return Html.Of(
                $"""
                <li data-id="{job.SegmentId}" data-name="{name}" data-seconds="{clip.DurationSeconds}" data-fps="{clip.FramesPerSecond}" data-clip="{address}" data-still="{ClipAddress.Poster(job)}"><a href="#{job.SegmentId}">{name}</a><video controls muted playsinline preload="none" width="320" height="180" poster="{ClipAddress.Poster(job)}" src="{address}"></video></li>
                """);
        }

        string why = job.IsTerminal ? Words.Plain(job.State) : "in progress";
        return Html.Of($"<li data-id=\"{job.SegmentId}\" data-name=\"{name}\" data-seconds=\"{job.SlotSeconds}\" data-fps=\"{fps}\" data-why=\"{why}\"><a href=\"#{job.SegmentId}\">{name}</a> <span>{why}</span></li>");
    }

    private static Html Cancel(RequestView view) => !view.IsOpen || !view.MayChange || view.Request.CancelRequestedAt is not null ? Html.Nothing : Html.Of(
        $"""
        <details><summary>Cancel…</summary><p>What is not submitted will not be; what is queued is cancelled at the provider; what already runs may be finished and billed.</p>
        <form method="post" action="{view.Address}/cancel">{view.FormToken}<button>Cancel what is not finished</button></form></details>
        """);

    private static Html List(string title, IEnumerable<string> lines)
    {
        Html items = Html.Join(lines.Select(line => Html.Of($"<li dir=\"auto\">{line}</li>")));
        return items.ToString().Length == 0 ? Html.Nothing : Html.Of($"<details><summary>{title}</summary><ul>{items}</ul></details>");
    }
}
