using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>Another delivered take of a segment's place in the film.</summary>
public sealed record OtherTake
{
    /// <summary>Its number.</summary>
    [Description("Its number.")]
    public required int Take { get; init; }

    /// <summary>True where it stands for the place.</summary>
    [Description("true where this take stands for the place in the film.")]
    public required bool Chosen { get; init; }

    /// <summary>Who chose it; null where nobody did.</summary>
    [Description("Who chose it; left out where nobody did.")]
    public string? ChosenBy { get; init; }

    /// <summary>When; null where nobody did.</summary>
    [Description("When it was chosen.")]
    public DateTimeOffset? ChosenAt { get; init; }

    /// <summary>Request that made it.</summary>
    [Description("Request that made it.")]
    public required string RequestId { get; init; }

    /// <summary>Segment within that request.</summary>
    [Description("Segment within that request.")]
    public required string SegmentId { get; init; }

    /// <summary>Job that made it.</summary>
    [Description("Job that made it.")]
    public required string JobId { get; init; }

    /// <summary>Where its clip is.</summary>
    [Description("Address of its clip.")]
    public required string VideoUrl { get; init; }

    /// <summary>Its length in seconds, as the file has it.</summary>
    [Description("Seconds its clip lasts.")]
    public required decimal DurationSeconds { get; init; }

    /// <summary>Frames per second of its clip.</summary>
    [Description("Frames per second of its clip.")]
    public required decimal Fps { get; init; }

    /// <summary>Provider.</summary>
    [Description("Who made it.")]
    public required string Provider { get; init; }

    /// <summary>Model.</summary>
    [Description("Model that made it.")]
    public required string Model { get; init; }

    /// <summary>US dollars billed; null while unknown.</summary>
    [Description("US dollars billed; left out while unknown.")]
    public decimal? CostUsd { get; init; }
}
