using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Import;

/// <summary>What became of reading a storyboard.</summary>
public abstract record ImportResult
{
    private ImportResult() { }

    /// <summary>What was decided on the way, in words: nothing is taken for something without a word.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>It is a request now.</summary>
    public sealed record Imported(SynthesisRequest Request) : ImportResult;

    /// <summary>It is none; every problem is listed. <see cref="Problem.Pointer"/> is the place in the source.</summary>
    public sealed record Refused(ImmutableArray<Problem> Problems) : ImportResult;
}
