namespace VideoGen.Providers;

/// <summary>What the provider's own records say about a submission whose answer never arrived.</summary>
public abstract record FindResult
{
    private FindResult() { }

    /// <summary>The job exists.</summary>
    public sealed record Found(ProviderJob Job) : FindResult;

    /// <summary>The records are complete for the time in question and hold no such job.</summary>
    public sealed record Absent : FindResult;

    /// <summary>The records cannot answer (now, or at all).</summary>
    public sealed record Unavailable(string Message) : FindResult;
}
