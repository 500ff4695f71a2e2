using VideoGen.Access;

namespace VideoGen.Synthesis;

/// <summary>One call that chooses a take.</summary>
/// <param name="RequestId">A request that has a segment of the place in the film.</param>
/// <param name="SegmentId">The segment within it.</param>
public sealed record TakeCall(string RequestId, string SegmentId)
{
    /// <summary>Number of the take; null for the one that the request made itself.</summary>
    public int? Take { get; init; }

    /// <summary>Who chooses, as a person on this machine says it; null for nobody's name. Others are known by their id.</summary>
    public string? By { get; init; }

    /// <summary>Who calls: takes of requests that are not this caller's are not there.</summary>
    public Caller Caller { get; init; } = Caller.Local;
}
