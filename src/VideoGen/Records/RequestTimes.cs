namespace VideoGen.Records;

/// <summary>The times of a request, UTC.</summary>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="ChangedAt">When something last happened to one of its segments; not before <paramref name="CreatedAt"/>.</param>
public sealed record RequestTimes(DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);
