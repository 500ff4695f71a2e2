using VideoGen.Jobs;

namespace VideoGen.Reports;

/// <summary>What a report counts of one job.</summary>
public sealed record JobFigures
{
    /// <summary>Project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Episode.</summary>
    public required string EpisodeId { get; init; }

    /// <summary>Scene.</summary>
    public required int SceneNumber { get; init; }

    /// <summary>First shot.</summary>
    public required int ShotOrder { get; init; }

    /// <summary>Wire name of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>Model id.</summary>
    public required string Model { get; init; }

    /// <summary>Template the prompt was written from.</summary>
    public required string TemplateId { get; init; }

    /// <summary>Its version.</summary>
    public required int TemplateVersion { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>When it was planned, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Seconds from submit to the end, rounded to milliseconds; null before.</summary>
    public decimal? LatencySeconds { get; init; }

    /// <summary>Seconds the storyboard wants.</summary>
    public required decimal WantedSeconds { get; init; }

    /// <summary>Seconds ordered.</summary>
    public required decimal SlotSeconds { get; init; }

    /// <summary>Seconds billed; null while unknown.</summary>
    public decimal? BilledSeconds { get; init; }

    /// <summary>US dollars billed; null while unknown.</summary>
    public decimal? BilledUsd { get; init; }

    /// <summary>Seconds of the delivered clip; null where there is none.</summary>
    public decimal? DeliveredSeconds { get; init; }

    /// <summary>The figures of a job.</summary>
    public static JobFigures Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new JobFigures
        {
            ProjectId = job.ProjectId,
            EpisodeId = job.EpisodeId,
            SceneNumber = job.SceneNumber,
            ShotOrder = job.ShotOrder,
            Provider = job.Provider,
            Model = job.Model,
            TemplateId = job.TemplateId,
            TemplateVersion = job.TemplateVersion,
            State = job.State,
            CreatedAt = job.CreatedAt,
            LatencySeconds = job.LatencySeconds,
            WantedSeconds = job.WantedSeconds,
            SlotSeconds = job.SlotSeconds,
            BilledSeconds = job.BilledSeconds,
            BilledUsd = job.BilledUsd,
            DeliveredSeconds = job.Clip?.DurationSeconds,
        };
    }
}
