namespace VideoGen.Providers;

/// <summary>What a webhook delivery says.</summary>
/// <param name="Job">How to find the job; also known when the answer to its submit was lost.</param>
/// <param name="Status">Where it stands; <see cref="JobStatus.Unreachable"/> when the result has to be fetched.</param>
public sealed record DeliveryReading(ProviderJob Job, JobStatus Status);
