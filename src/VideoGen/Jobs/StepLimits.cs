namespace VideoGen.Jobs;

/// <summary>Steps of each kind that one process takes at the same time, 1 or more.</summary>
/// <param name="Submits">Submits.</param>
/// <param name="Follows">Webhooks received and status reads; a quarter of the places is kept for what was signalled.</param>
/// <param name="Deliveries">Clips fetched and stored.</param>
public sealed record StepLimits(int Submits = 64, int Follows = 64, int Deliveries = 32)
{
    /// <summary>The same for every kind.</summary>
    public static StepLimits Each(int limit) => new(limit, limit, limit);
}
