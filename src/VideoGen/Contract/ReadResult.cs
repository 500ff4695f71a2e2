using System.Collections.Immutable;

namespace VideoGen.Contract;

/// <summary>What became of reading a request.</summary>
public abstract record ReadResult
{
    private ReadResult() { }

    /// <summary>The request is good.</summary>
    public sealed record Good(Storyboard Storyboard) : ReadResult;

    /// <summary>It is not; every problem is listed.</summary>
    /// <param name="Problems">The problems, by place.</param>
    /// <param name="Warnings">What else the caller should know.</param>
    /// <param name="Rest">What could be read, for the checks that come later; null when that is nothing.</param>
    public sealed record Bad(ImmutableArray<Problem> Problems, ImmutableArray<Warning> Warnings, Storyboard? Rest = null) : ReadResult;
}
