namespace VideoGen.Simulators.Truth;

/// <summary>Everything the simulated vendor knows about one job.</summary>
public sealed record VendorTruthJob
{
    /// <summary>Id of the job.</summary>
    public required string RequestId { get; init; }

    /// <summary>The model.</summary>
    public required string EndpointId { get; init; }

    /// <summary>SHA-256 of the order's bytes, lowercase hex: equal orders are equal here.</summary>
    public required string PayloadSha256 { get; init; }

    /// <summary>The order as JSON; texts over 1 000 characters are cut.</summary>
    public required string Payload { get; init; }

    /// <summary>Address of the callback; <see langword="null"/> where none was given.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c>, <c>cancelled</c> or <c>expired</c>.</summary>
    public required string State { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When it began to run, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Billed money, USD.</summary>
    public decimal BilledUsd { get; init; }

    /// <summary>Address at which the simulator itself gives the clip, as it was made, without a key; <see langword="null"/> where there is none.</summary>
    public string? ClipUrl { get; init; }

    /// <summary>Deliveries of the callback that were tried.</summary>
    public int WebhooksSent { get; init; }

    /// <summary>Deliveries that were answered with 2xx.</summary>
    public int WebhooksAccepted { get; init; }

    /// <summary>Whether the submit's answer was withheld from the caller.</summary>
    public bool AnswerLost { get; init; }

    /// <summary>Whether the job and its clip were deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Behaviours that were played.</summary>
    public required IReadOnlyList<string> Behaviours { get; init; }
}
