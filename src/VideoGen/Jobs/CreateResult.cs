using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>What became of a new request.</summary>
public abstract record CreateResult
{
    private CreateResult() { }

    /// <summary>It and its jobs are on disk.</summary>
    public sealed record Created : CreateResult;

    /// <summary>The same key with the same input was accepted before; nothing was written.</summary>
    public sealed record Existing(RequestRecord Request) : CreateResult;

    /// <summary>
    /// The same order is still being made; no request was written. The key of this order, if it has one, is on disk and finds that request
    /// from now on.
    /// </summary>
    /// <param name="Request">The request that is being made.</param>
    public sealed record Joined(RequestRecord Request) : CreateResult;

    /// <summary>The key was used for other input; nothing was written.</summary>
    public sealed record KeyTaken(RequestRecord Request) : CreateResult;

    /// <summary>Caps would be passed; nothing was written.</summary>
    /// <param name="Caps">All of them, the project's first; one or more.</param>
    public sealed record CapsReached(ImmutableArray<ReachedCap> Caps) : CreateResult;

    /// <summary>Too many jobs are in no end state; nothing was written.</summary>
    /// <param name="Limit">How many there may be.</param>
    /// <param name="InFlight">How many there are.</param>
    public sealed record Full(int Limit, int InFlight) : CreateResult;
}
