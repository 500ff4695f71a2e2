using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Synthesis;

/// <summary>Whether a request got into the ledger.</summary>
internal abstract record Admitted
{
    private Admitted() { }

    /// <summary>It is in the ledger: now, or from an earlier call.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Replayed">True where it is from an earlier call.</param>
    /// <param name="Warnings">What the caller should know of that.</param>
    public sealed record Yes(string RequestId, bool Replayed, params ImmutableArray<Warning> Warnings) : Admitted;

    /// <summary>It is not; nothing was written or spent.</summary>
    public sealed record No(Refusal Refusal) : Admitted;
}
