namespace VideoGen.Providers;

/// <summary>How a provider finds one of its jobs again.</summary>
/// <param name="RequestId">The provider's own id of the job.</param>
/// <param name="Model">Model id the job was submitted to.</param>
public sealed record ProviderJob(string RequestId, string Model)
{
    /// <summary>Address to read the state from, as the provider gave it; null where it gives none.</summary>
    public Uri? StatusUrl { get; init; }

    /// <summary>Address to read the result from, as the provider gave it.</summary>
    public Uri? ResponseUrl { get; init; }

    /// <summary>Address to cancel at, as the provider gave it.</summary>
    public Uri? CancelUrl { get; init; }

    /// <summary>Name of the environment variable that holds the key for this job; never the key.</summary>
    public string? CredentialsRef { get; init; }
}
