using VideoGen.Contract;

namespace VideoGen.Synthesis;

/// <summary>What a call orders.</summary>
internal abstract record Approval
{
    private Approval() { }

    /// <summary>The request of a call: its own, or the one that was planned and is approved by its hash.</summary>
    public sealed record Order(SynthesisCall Call) : Approval;

    /// <summary>A plan that is no longer kept, but was ordered with this key.</summary>
    public sealed record Ordered(string RequestId) : Approval;

    /// <summary>A hash that orders nothing.</summary>
    public sealed record Refused(Refusal Refusal) : Approval;
}
