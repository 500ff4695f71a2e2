using System.Collections.Immutable;

namespace VideoGen.Providers;

/// <summary>What the provider's own records say about a submission whose answer never arrived.</summary>
public abstract record FindResult
{
    private FindResult() { }

    /// <summary>The job exists.</summary>
    public sealed record Found(ProviderJob Job) : FindResult;

    /// <summary>
    /// Jobs with the very same input, of the time in question: one of them, unless all are known as the jobs of other submissions.
    /// </summary>
    /// <param name="Jobs">In the order in which they were submitted, as far as the records tell.</param>
    /// <param name="Otherwise">What the records say where none of them is it: absent, or that they cannot answer yet.</param>
    public sealed record Alike(ImmutableArray<ProviderJob> Jobs, FindResult Otherwise) : FindResult;

    /// <summary>The records are complete for the time in question and hold no such job.</summary>
    public sealed record Absent : FindResult;

    /// <summary>The records cannot answer (now, or at all).</summary>
    public sealed record Unavailable(string Message) : FindResult
    {
        /// <summary>True where no later question could be answered either: the provider keeps no list of its jobs.</summary>
        public bool IsFinal { get; init; }
    }
}
