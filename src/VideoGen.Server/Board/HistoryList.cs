using VideoGen.Jobs;

namespace VideoGen.Server.Board;

/// <summary>The history of a job, with the time between two lines written out where it is worth a word.</summary>
internal static class HistoryList
{
    private static readonly TimeSpan Notable = TimeSpan.FromSeconds(5);

    /// <summary>The list.</summary>
    public static Html Of(RequestView view, Job job)
    {
        var lines = new List<Html>();
        JobState state = JobState.Planned;
        DateTimeOffset last = job.CreatedAt;
        foreach (JobEvent line in view.Histories.GetValueOrDefault(job.Id, []))
        {
            lines.Add(Wait(state, line.At - last));
            lines.Add(Html.Of($"<li data-kind=\"{line.Kind}\">{Words.Time(line.At)} <span class=\"source\">{Words.Plain(line.Source)}</span> <span dir=\"auto\">{(view.ShowsWords ? view.Hide(line.Message) : Bare(line))}</span></li>"));
            (state, last) = (line.To ?? state, line.At);
        }

        if (!job.IsTerminal)
        {
            lines.Add(Wait(state, view.Now - last, still: true));
        }

        return Html.Of($"<vg-timeline><ol class=\"history\">{Html.Join(lines)}</ol></vg-timeline>");
    }

    // A sentence may hold what a provider said of somebody's words.
    private static string Bare(JobEvent line) => line.To is { } state ? Words.Plain(state) : line.Kind;

    private static Html Wait(JobState state, TimeSpan time, bool still = false) => time < Notable && !still ? Html.Nothing
        : Html.Of($"<li class=\"wait\" data-wait=\"{(decimal)time.TotalSeconds}\" data-doing=\"{Doing(state)}\"{(still ? Html.Of($" data-still") : Html.Nothing)}>{(still ? "for " : "")}{Words.Span(time)} {Doing(state)}</li>");

    private static string Doing(JobState state) => state switch
    {
        JobState.Planned => "waiting for its turn",
        JobState.Submitting => "submitting",
        JobState.Queued => "in the provider's queue",
        JobState.Running => "rendering",
        JobState.Downloading => "fetching and storing the clip",
        JobState.SubmissionUnknown => "finding out whether the provider has it",
        _ => "later",
    };
}
