namespace VideoGen.FalSimulation.Truth;

/// <summary>Everything the simulated provider knows about one job.</summary>
public sealed record TruthJob
{
    /// <summary>Id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The whole model id.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The input as it was sent; texts over 1000 characters are cut once the job is done.</summary>
    public required string Payload { get; init; }

    /// <summary>SHA-256 of the input's bytes, lowercase hex: equal inputs are equal here.</summary>
    public required string PayloadSha256 { get; init; }

    /// <summary>The webhook address given at submit.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>HTTP code of the result; 0 while there is none.</summary>
    public int ResultStatus { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When processing began (the last time), UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Billed units: seconds, videos or millions of tokens.</summary>
    public decimal BilledUnits { get; init; }

    /// <summary>Billed money, USD.</summary>
    public decimal BilledUsd { get; init; }

    /// <summary>Address of the clip.</summary>
    public string? ClipUrl { get; init; }

    /// <summary>Deliveries of the webhook that were tried.</summary>
    public int WebhooksSent { get; init; }

    /// <summary>Deliveries that were answered with 2xx.</summary>
    public int WebhooksAccepted { get; init; }

    /// <summary>Whether the submit's answer was withheld from the caller.</summary>
    public bool AnswerLost { get; init; }

    /// <summary>Whether it was a synchronous call.</summary>
    public bool Direct { get; init; }

    /// <summary>Headers of the submit that mean something to fal (X-Fal-…, lowercase names).</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Behaviours that were played.</summary>
    public required IReadOnlyList<string> Behaviours { get; init; }
}
