using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Models;

namespace VideoGen.FalSimulation.Queue;

/// <summary>How a job ends: the answer to replay, what it costs, and what the status says about it.</summary>
internal sealed record Outcome(Answer Answer)
{
    public Bill Bill { get; init; } = Bill.Nothing;

    /// <summary>The status object's <c>error</c>; <see langword="null"/> = none, even if the answer is a failure.</summary>
    public string? Error { get; init; }

    public string? ErrorType { get; init; }

    public string? ClipUrl { get; init; }

    /// <summary>Id of the clip on the media host.</summary>
    public string? MediaId { get; init; }

    public bool Cancelled { get; init; }
}
