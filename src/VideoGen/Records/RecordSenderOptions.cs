namespace VideoGen.Records;

/// <summary>Rate of the record sender.</summary>
public sealed record RecordSenderOptions
{
    /// <summary>Jobs delivered side by side, 1 or more; default 4.</summary>
    public int MaxParallel { get; init; } = 4;

    /// <summary>How often the outbox is looked at for what other processes put in; default 5 s.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest delivery of one job; default 90 s.</summary>
    public TimeSpan DeliveryLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a taken job stays with a process that died; longer than <see cref="DeliveryLimit"/>; default 2 min.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>First pause after the system of record gave no usable answer; doubles with each further one. Default 1 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such pause; default 1 min.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>When a refused document that did not change is tried again; default 1 h.</summary>
    public TimeSpan RefusedPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Failures in a row after which a single document counts as refused while others are kept; default 5.</summary>
    public int FailuresToRefuse { get; init; } = 5;
}
