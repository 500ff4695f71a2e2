namespace VideoGen.Cli.Verbs;

/// <summary>What the command line of <c>generate</c> says.</summary>
internal sealed record GenerateOptions
{
    /// <summary>File of the request, or <c>-</c>; null orders the plan of <see cref="PlanHash"/>.</summary>
    public required string? Request { get; init; }

    /// <summary>Hash of the approved plan; null for none.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Idempotency key instead of the request's; null keeps it.</summary>
    public string? RequestKey { get; init; }

    /// <summary>Folder for clips, answer and contact sheet; null for none.</summary>
    public string? Out { get; init; }

    /// <summary>Provider instead of the request's; null keeps it.</summary>
    public string? Provider { get; init; }

    /// <summary>True runs every batch of the plan, one after the other.</summary>
    public bool AllBatches { get; init; }

    /// <summary>True renders the order once more although it is still being made.</summary>
    public bool AnotherTake { get; init; }

    /// <summary>Longest wait per request in seconds; null for what the request says.</summary>
    public double? WaitSeconds { get; init; }
}
