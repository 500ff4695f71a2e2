using VideoGen.Contract;

namespace VideoGen.Synthesis;

/// <summary>What a verb answers: what was asked for, or every reason why not.</summary>
/// <typeparam name="T">The wire type of the answer.</typeparam>
public abstract record Answer<T>
{
    private Answer() { }

    /// <summary>What was asked for.</summary>
    public sealed record Given(T Value) : Answer<T>;

    /// <summary>It cannot be served; nothing was written or spent.</summary>
    public sealed record Refused(Refusal Refusal) : Answer<T>;
}
