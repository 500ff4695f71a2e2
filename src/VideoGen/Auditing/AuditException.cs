using VideoGen.Contract;

namespace VideoGen.Auditing;

/// <summary>A bundle that cannot be written.</summary>
public sealed class AuditException : Exception
{
    /// <summary>A bundle that cannot be written.</summary>
    /// <param name="problem">Why, and what helps.</param>
    public AuditException(Problem problem)
        : base(problem?.Message) => Problem = problem ?? throw new ArgumentNullException(nameof(problem));

    /// <summary>Why, and what helps.</summary>
    public Problem Problem { get; }
}
