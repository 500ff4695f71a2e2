namespace VideoGen.Fal.Frames;

/// <summary>What became of making a still reachable for fal.</summary>
internal abstract record FalFrameResult
{
    private FalFrameResult() { }

    /// <summary>It can be fetched.</summary>
    /// <param name="Value">An http(s) address, or a data URI.</param>
    public sealed record Reachable(string Value) : FalFrameResult;

    /// <summary>It cannot; nothing was spent.</summary>
    /// <param name="Message">Why, with the frame.</param>
    /// <param name="NextStep">What to do.</param>
    /// <param name="Unreachable">True when fal's storage did not answer, which may pass.</param>
    public sealed record Refused(string Message, string NextStep, bool Unreachable) : FalFrameResult;
}
