using VideoGen.Contract;

namespace VideoGen.Host.Access;

/// <summary>The file of tokens cannot be used.</summary>
public sealed class TokenFileException(Problem problem) : Exception(problem?.ToString())
{
    /// <summary>What is wrong with it and what to do.</summary>
    public Problem Problem { get; } = problem;
}
