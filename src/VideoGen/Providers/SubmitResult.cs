namespace VideoGen.Providers;

/// <summary>What became of the one submit of a job.</summary>
public abstract record SubmitResult
{
    private SubmitResult() { }

    /// <summary>The provider's answer as it came, for audit; null where there is none.</summary>
    public string? Response { get; init; }

    /// <summary>The provider took the job.</summary>
    public sealed record Accepted(ProviderJob Job) : SubmitResult
    {
        /// <summary>Units that the provider expects to bill; null where it does not say.</summary>
        public decimal? EstimatedUnits { get; init; }
    }

    /// <summary>The provider answered with the finished clip at once (blocking endpoint).</summary>
    public sealed record Finished(ProviderJob Job, ProviderClip Clip) : SubmitResult;

    /// <summary>The provider refused; there is no job.</summary>
    public sealed record Refused(ProviderFailure Failure) : SubmitResult;

    /// <summary>No answer arrived: the provider may or may not be working on it. Never sent again.</summary>
    /// <param name="Message">What happened on the wire, for people.</param>
    public sealed record Unknown(string Message) : SubmitResult;
}
