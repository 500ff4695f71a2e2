using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>How a submitted job is followed to its end.</summary>
public sealed record FollowSettings
{
    /// <summary>Hours after which an unfinished job is given up, 1 to 720; default 24.</summary>
    [Description("Hours after its submit that an unfinished job is followed before it is recorded as expired.")]
    [Range(1, 720)]
    [DefaultValue(24)]
    public int GiveUpHours { get; init; } = 24;

    /// <summary>Hours that a job may wait for the account's own limit at its provider, 1 to 720; default 168.</summary>
    [Description("Hours that a job may wait because the account's own limit at its provider is used up; that time does not count towards give_up_hours.")]
    [Range(1, 720)]
    [DefaultValue(168)]
    public int ThrottledHours { get; init; } = 168;

    /// <summary>Seconds between two reads of a job nobody waits for, 1 to 3600; default 60.</summary>
    [Description("Longest pause in seconds between two status reads of a job that nobody waits for.")]
    [Range(1, 3600)]
    [DefaultValue(60)]
    public int BackgroundIntervalSeconds { get; init; } = 60;

    /// <summary>Status reads a second in the long run, 1 to 10 000; default 25.</summary>
    [Description("Status reads a second in the long run; where more jobs are followed than that allows, each is read less often. Webhooks are received all the same.")]
    [Range(1, 10_000)]
    [DefaultValue(25)]
    public int MaxLooksPerSecond { get; init; } = 25;

    /// <summary>Attempts to fetch a finished clip, 1 to 100; default 8.</summary>
    [Description("Attempts to fetch a finished clip, with growing pauses, before it is reported as download_failed.")]
    [Range(1, 100)]
    [DefaultValue(8)]
    public int MaxDownloadAttempts { get; init; } = 8;
}
