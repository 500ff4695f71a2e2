using System.Collections.Immutable;
using System.ComponentModel;
using VideoGen.Jobs;
using VideoGen.Telemetry;

namespace VideoGen.Reports;

/// <summary>
/// The figures of one group of segments, each with one definition, which the metrics share: outcomes count ends as
/// <see cref="JobMeasures.OutcomeOf"/> names them, seconds and latency are of succeeded segments, money is of all.
/// </summary>
public sealed record ReportRow
{
    private const int RateEntries = 4;

    /// <summary>Which group; <c>all</c> for everything.</summary>
    [Description("Which group: the model, the template with its version, the day (UTC) or the provider; all for everything.")]
    public required string Group { get; init; }

    /// <summary>Segments that were ordered, 0 or more: the sum of the six counts below.</summary>
    [Description("Segments that were ordered: the sum of succeeded, failed, cancelled, not_attempted, unknown and open.")]
    public required int Segments { get; init; }

    /// <summary>Segments whose clip is stored.</summary>
    [Description("Segments whose clip is stored.")]
    public required int Succeeded { get; init; }

    /// <summary>Segments that failed.</summary>
    [Description("Segments that failed.")]
    public required int Failed { get; init; }

    /// <summary>Segments that were cancelled.</summary>
    [Description("Segments that were cancelled.")]
    public required int Cancelled { get; init; }

    /// <summary>Segments that were never submitted, because another of their request failed.</summary>
    [Description("Segments that were never submitted.")]
    public required int NotAttempted { get; init; }

    /// <summary>Segments that were given up without knowing their end.</summary>
    [Description("Segments that were given up without knowing their end.")]
    public required int Unknown { get; init; }

    /// <summary>Segments in no end state.</summary>
    [Description("Segments that are still being made.")]
    public required int Open { get; init; }

    /// <summary>Succeeded ÷ (succeeded + failed), 0 to 1, rounded to 4 places; null where there is neither.</summary>
    [Description("succeeded divided by the sum of succeeded and failed, 0 to 1; missing where there is neither.")]
    public decimal? SuccessRate { get; init; }

    /// <summary>Seconds from submit to stored clip that half of the succeeded segments did not exceed; null where none succeeded.</summary>
    [Description("Seconds from submit to stored clip that half of the succeeded segments did not exceed: one that was measured. Missing where there is none.")]
    public decimal? LatencyP50Seconds { get; init; }

    /// <summary>Seconds from submit to stored clip that 95 of 100 succeeded segments did not exceed; null where none succeeded.</summary>
    [Description("The same for 95 of 100 succeeded segments.")]
    public decimal? LatencyP95Seconds { get; init; }

    /// <summary>Seconds that the storyboards wanted of the succeeded segments.</summary>
    [Description("Seconds that the storyboards wanted of the succeeded segments.")]
    public required decimal WantedSeconds { get; init; }

    /// <summary>Seconds that were ordered of them: legal lengths of their models.</summary>
    [Description("Seconds that were ordered of them: legal lengths of their models.")]
    public required decimal SlotSeconds { get; init; }

    /// <summary>Seconds that were billed for them, as far as known.</summary>
    [Description("Seconds that were billed for them, as far as known.")]
    public required decimal BilledSeconds { get; init; }

    /// <summary>Seconds of their clips.</summary>
    [Description("Seconds of their clips.")]
    public required decimal DeliveredSeconds { get; init; }

    /// <summary>Seconds that were ordered of them and not wanted: slot − wanted.</summary>
    [Description("Seconds that were ordered of them and not wanted: slot_seconds minus wanted_seconds.")]
    public required decimal WasteSeconds { get; init; }

    /// <summary>US dollars billed for all segments, whatever became of them; a bill that is not known counts nothing.</summary>
    [Description("US dollars billed for all segments, whatever became of them; a bill that is not known counts nothing.")]
    public required decimal SpendUsd { get; init; }

    /// <summary>
    /// Succeeded segments ÷ the places (project, episode, scene, first shot) that they are clips of, 1 or more, rounded to 4 places; null
    /// where none succeeded.
    /// </summary>
    [Description("Succeeded segments divided by the places (project, episode, scene, first shot) that they are clips of; missing where there is none.")]
    public decimal? TakesPerSegment { get; init; }

    /// <summary>The figures of a group. Pure.</summary>
    /// <param name="group">Its name.</param>
    /// <param name="jobs">Its jobs; may be empty.</param>
    public static ReportRow Of(string group, ImmutableArray<JobFigures> jobs)
    {
        ILookup<string?, JobFigures> ends = jobs.ToLookup(job => JobMeasures.OutcomeOf(job.State));
        JobFigures[] succeeded = [.. ends[JobMeasures.OutcomeOf(JobState.Succeeded)]];
        int Count(JobState state) => ends[JobMeasures.OutcomeOf(state)].Count();
        int failed = Count(JobState.Failed);
        int places = succeeded.DistinctBy(job => (job.ProjectId, job.EpisodeId, job.SceneNumber, job.ShotOrder)).Count();
        decimal[] latencies = [.. succeeded.Select(job => job.LatencySeconds).OfType<decimal>().Order()];
        decimal wanted = succeeded.Sum(job => job.WantedSeconds), slot = succeeded.Sum(job => job.SlotSeconds);
        return new ReportRow
        {
            Group = group,
            Segments = jobs.Length,
            Succeeded = succeeded.Length,
            Failed = failed,
            Cancelled = Count(JobState.Cancelled),
            NotAttempted = Count(JobState.NotAttempted),
            Unknown = Count(JobState.Expired),
            Open = ends[null].Count(),
            SuccessRate = Share(succeeded.Length, succeeded.Length + failed),
            LatencyP50Seconds = Quantile(latencies, 50),
            LatencyP95Seconds = Quantile(latencies, 95),
            WantedSeconds = wanted,
            SlotSeconds = slot,
            BilledSeconds = succeeded.Sum(job => job.BilledSeconds ?? 0),
            DeliveredSeconds = succeeded.Sum(job => job.DeliveredSeconds ?? 0),
            WasteSeconds = slot - wanted,
            SpendUsd = jobs.Sum(job => job.BilledUsd ?? 0),
            TakesPerSegment = Share(succeeded.Length, places),
        };
    }

    private static decimal? Share(int part, int whole) => whole is 0 ? null : Math.Round((decimal)part / whole, RateEntries);

    // Nearest rank: the smallest value that at least so many percent do not exceed, so one that was measured.
    private static decimal? Quantile(decimal[] sorted, int percent) => sorted is [] ? null : sorted[(percent * sorted.Length + 99) / 100 - 1];
}
