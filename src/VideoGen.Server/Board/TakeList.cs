using VideoGen.Jobs;

namespace VideoGen.Server.Board;

/// <summary>The takes of a segment's place in the film: which one stands for it, and a form to choose another.</summary>
internal static class TakeList
{
    /// <summary>The list; nothing before a take was delivered.</summary>
    public static Html Of(RequestView view, Job job)
    {
        if (view.DeliveredOf(job) is not { } own)
        {
            return Html.Nothing;
        }

        (int Take, bool Chosen, string? By, Job? Job, string Request)[] takes =
        [
            .. (own.OtherTakes ?? []).Select(t => (t.Take, t.Chosen, t.ChosenBy, view.Others.GetValueOrDefault(t.JobId), t.RequestId)).Append((own.Take, own.Chosen, own.ChosenBy, job, view.Request.Id)).OrderBy(t => t.Take),
        ];
        int standing = takes.Where(t => t.Chosen).Select(t => t.Take).FirstOrDefault();
        Html compare = takes.Length < 2 ? Html.Nothing : Html.Of($"<vg-pair></vg-pair>");
        return Html.Of(
            $"""
            <section class="takes" aria-label="Takes of {Words.Place(job.SceneNumber, job.ShotOrder)}">
            <h4>Takes</h4>
            <ul>{Html.Join(takes.Select(t => Take(view, job, t.Take, t.Chosen, t.By, t.Job, t.Request, standing)))}</ul>
            {compare}
            </section>
            """);
    }

    private static Html Take(RequestView view, Job segment, int take, bool chosen, string? by, Job? job, string request, int standing)
    {
        Html mark = chosen ? Html.Of($"<strong>stands for its place{(by is null ? Html.Nothing : Html.Of($", chosen by <span dir=\"auto\">{by}</span>"))}</strong>") : Html.Nothing;
        Html form = chosen || !view.MayChange ? Html.Nothing : Html.Of(
            $"""
            <form method="post" action="{view.Address}/segments/{segment.SegmentId}/choice">{view.FormToken}<input type="hidden" name="take" value="{take}"><input type="hidden" name="seen" value="{standing}"><button>Choose take {take}</button></form>
            """);
        Html data = job is { Clip: { } clip } && ClipAddress.Of(job) is { } address
            ? Html.Of($" data-id=\"{job.Id}\" data-take=\"{take}\"{(chosen ? Html.Of($" data-chosen") : Html.Nothing)} data-name=\"Take {take}\" data-clip=\"{address}\" data-seconds=\"{clip.DurationSeconds}\" data-fps=\"{clip.FramesPerSecond}\"")
            : Html.Nothing;
        Html made = job is null ? Html.Nothing : Html.Of($"<span class=\"quiet\">{job.Provider}, {job.Model}{(job.BilledUsd is { } usd ? Html.Of($", {Words.Usd(usd)}") : Html.Nothing)}</span>");
        Html elsewhere = request == view.Request.Id ? Html.Nothing : Html.Of($" <a href=\"/board/requests/{Uri.EscapeDataString(request)}\">its request</a>");
        Html play = job is not null && ClipAddress.Of(job) is { } open ? Html.Of($" <a href=\"{open}\">clip</a>") : Html.Nothing;
        return Html.Of($"<li{data}>Take {take}{play}{elsewhere} {made} {mark}{form}</li>");
    }
}
