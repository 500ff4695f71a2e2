using System.Collections.Immutable;

namespace VideoGen.Contract;

/// <summary>What became of reading a request.</summary>
public abstract record ReadResult
{
    private ReadResult() { }

    /// <summary>The request is good.</summary>
    public sealed record Good(Storyboard Storyboard) : ReadResult;

    /// <summary>It is not; every problem is listed.</summary>
    public sealed record Bad(ImmutableArray<Problem> Problems, ImmutableArray<Warning> Warnings) : ReadResult;
}
