namespace VideoGen.Fal.Http;

/// <summary>What became of one request on the wire.</summary>
internal abstract record FalReply
{
    private FalReply() { }

    /// <summary>An answer arrived, whole.</summary>
    public sealed record Answered(FalAnswer Answer) : FalReply;

    /// <summary>The request provably never reached anybody who could act on it.</summary>
    public sealed record NotSent(string Message) : FalReply;

    /// <summary>The request, or a part of it, may have arrived; no (whole) answer did.</summary>
    public sealed record Lost(string Message) : FalReply;
}
