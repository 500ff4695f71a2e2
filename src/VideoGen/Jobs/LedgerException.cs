using VideoGen.Contract;

namespace VideoGen.Jobs;

/// <summary>The ledger cannot work: full or read-only disk, damaged file, newer version, locked. Says what to do.</summary>
public sealed class LedgerException(Problem problem, Exception? inner = null) : Exception(problem.ToString(), inner)
{
    /// <summary>What is wrong, with code, sentence and remedy.</summary>
    public Problem Problem { get; } = problem;
}
