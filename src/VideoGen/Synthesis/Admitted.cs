using VideoGen.Contract;

namespace VideoGen.Synthesis;

/// <summary>Whether a request got into the ledger.</summary>
internal abstract record Admitted
{
    private Admitted() { }

    /// <summary>It is in the ledger (now, or from an earlier call with the same key).</summary>
    public sealed record Yes(string RequestId) : Admitted;

    /// <summary>It is not; nothing was written or spent.</summary>
    public sealed record No(Refusal Refusal) : Admitted;
}
