using System.Diagnostics;
using VideoGen.Jobs;

namespace VideoGen.Telemetry;

/// <summary>Measures a job by what was written about it.</summary>
internal static class JobMeasures
{
    /// <summary>Records a commit that the ledger took.</summary>
    public static void Record(AgentMetrics metrics, JobCommit commit)
    {
        Job job = commit.Next;
        foreach (JobEvent move in commit.Events)
        {
            if (move.To is { } to)
            {
                Moved(metrics, job, move, to);
            }
        }

        if (Settled(commit) is > 0 and var usd && metrics.Spend.Enabled)
        {
            metrics.Spend.Add((double)usd, Tags(job));
        }
    }

    /// <summary>Provider and model, to which others are added.</summary>
    public static TagList Tags(Job job) => new() { { TelemetryNames.Provider, job.Provider }, { TelemetryNames.Model, job.Model } };

    /// <summary>How a job ended, as metrics, reports and dashboards call it; null before its end.</summary>
    public static string? OutcomeOf(JobState state) => state switch
    {
        JobState.Succeeded => "succeeded",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        JobState.NotAttempted => "not_attempted",
        JobState.Expired => "unknown",
        _ => null,
    };

    private static void Moved(AgentMetrics metrics, Job job, JobEvent move, JobState to)
    {
        TagList tags = Tags(job);
        if (to is JobState.Running && job.SubmittedAt is { } submitted && metrics.QueueDuration.Enabled)
        {
            metrics.QueueDuration.Record((move.At - submitted).TotalSeconds, tags);
        }

        if (to is JobState.Downloading && move.From is JobState.Running && job.RunningAt is { } running && metrics.RunDuration.Enabled)
        {
            metrics.RunDuration.Record((move.At - running).TotalSeconds, tags);
        }

        if (OutcomeOf(to) is { } outcome)
        {
            Ended(metrics, job, outcome, tags);
        }
    }

    private static void Ended(AgentMetrics metrics, Job job, string outcome, TagList tags)
    {
        tags.Add(TelemetryNames.Outcome, outcome);
        if (job.LatencySeconds is { } latency && metrics.SegmentDuration.Enabled)
        {
            TagList timed = tags;
            timed.Add("completed_by", job.CompletedBy is { } by ? TelemetryNames.Word(by) : "agent");
            metrics.SegmentDuration.Record((double)latency, timed);
        }

        if (job is { State: JobState.Succeeded, Clip: { } clip } && metrics.ClipLength.Enabled)
        {
            Length(metrics, job, "wanted", job.WantedSeconds);
            Length(metrics, job, "slot", job.SlotSeconds);
            Length(metrics, job, "billed", job.BilledSeconds ?? 0);
            Length(metrics, job, "delivered", clip.DurationSeconds);
        }

        if (job.Failure is { Error: var error })
        {
            tags.Add(TelemetryNames.ErrorType, TelemetryNames.Word(error));
        }

        metrics.Segments.Add(1, tags);
    }

    private static void Length(AgentMetrics metrics, Job job, string kind, decimal seconds)
    {
        TagList tags = Tags(job);
        tags.Add("kind", kind);
        metrics.ClipLength.Record((double)seconds, tags);
    }

    // A bill that is still to be read may become another. What is corrected downwards later stays counted: a counter only grows.
    private static decimal? Settled(JobCommit commit) =>
        commit.Before is { } before && Known(commit.Next) ? commit.Next.BilledUsd - (Known(before) ? before.BilledUsd : 0) : null;

    private static bool Known(Job job) => job is { BilledUsd: not null, BillToRead: false };
}
