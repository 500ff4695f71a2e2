using VideoGen.Contract;

namespace VideoGen.Jobs;

/// <summary>
/// The ledger cannot be used: its file, folder or disk is broken. What was asked for is not known to be written; nothing that was
/// reported as done is lost. Codes: <c>ledger_newer</c>, <c>ledger_corrupt</c>, <c>ledger_unwritable</c>, <c>ledger_full</c>,
/// <c>ledger_locked</c>.
/// </summary>
public sealed class LedgerException : Exception
{
    /// <summary>Reports a broken ledger.</summary>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="inner">What the store said, if anything.</param>
    public LedgerException(Problem problem, Exception? inner = null)
        : base(problem?.ToString(), inner)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
    }

    /// <summary>What is wrong and what to do.</summary>
    public Problem Problem { get; }
}
