namespace VideoGen.Jobs;

/// <summary>What the provider answered about a job, as it came: bounded in length, without secrets (<see cref="KeptAnswer"/>).</summary>
public sealed record ProviderResponses
{
    /// <summary>The answer to the submit; null before it came.</summary>
    public string? Submit { get; init; }

    /// <summary>The newest answer about its state that changed anything; null before one came.</summary>
    public string? Status { get; init; }

    /// <summary>The newest result, also one that could not be used; null before one came.</summary>
    public string? Result { get; init; }
}
