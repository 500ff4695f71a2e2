using VideoGen.Jobs;

namespace VideoGen.Cluster;

/// <summary>A job changed; a <see cref="JobSignal"/> on the wire. Nodes of two versions talk to each other: members are added with new numbers, and none is used again.</summary>
[GenerateSerializer]
[Immutable]
[Alias("VideoGen.JobChange")]
internal sealed record JobChange
{
    /// <summary>Its request.</summary>
    [Id(0)]
    public required string RequestId { get; init; }

    /// <summary>The job.</summary>
    [Id(1)]
    public required string JobId { get; init; }

    /// <summary>Version of the row.</summary>
    [Id(2)]
    public long Version { get; init; }

    /// <summary>Name of the state.</summary>
    [Id(3)]
    public required string State { get; init; }

    /// <summary>Jobs ahead of it at the provider; null where unknown.</summary>
    [Id(4)]
    public int? Position { get; init; }

    /// <summary>0 to 1 within the provider's work; null where unknown.</summary>
    [Id(5)]
    public double? Progress { get; init; }

    /// <summary>The signal as a message.</summary>
    public static JobChange Of(JobSignal signal) => new()
    {
        RequestId = signal.RequestId,
        JobId = signal.JobId,
        Version = signal.Version,
        State = signal.State.ToString(),
        Position = signal.Position,
        Progress = signal.Progress,
    };

    /// <summary>The message as a signal; null for a state that this version does not know.</summary>
    public JobSignal? ToSignal() => Enum.TryParse(State, out JobState state) ? new JobSignal(RequestId, JobId, Version, state, Position, Progress) : null;
}
