namespace VideoGen.Providers;

/// <summary>What a provider says to the key of this machine, asked by a call that costs nothing.</summary>
public abstract record KeyAnswer
{
    private KeyAnswer() { }

    /// <summary>It takes the key.</summary>
    /// <param name="Left">What is left of credit or limit, in words; null where it does not say.</param>
    public sealed record Accepted(string? Left = null) : KeyAnswer;

    /// <summary>It does not take the key.</summary>
    public sealed record Refused : KeyAnswer;

    /// <summary>No usable answer.</summary>
    /// <param name="Message">What happened, for people.</param>
    public sealed record Unreachable(string Message) : KeyAnswer;
}
