namespace VideoGen.Providers;

/// <summary>Where a job stands at its provider.</summary>
public abstract record JobStatus
{
    private JobStatus() { }

    /// <summary>The provider's answer about the state, as it came, for audit; null where there is none.</summary>
    public string? Response { get; init; }

    /// <summary>Waiting for its turn.</summary>
    /// <param name="Position">Jobs ahead of it, 0 = next; null where the provider does not say.</param>
    public sealed record Queued(int? Position) : JobStatus;

    /// <summary>
    /// Waiting because as many jobs of this account are at work as it may have at once. It starts by itself, however long that takes: no
    /// fault, and no reason to give it up as dead.
    /// </summary>
    public sealed record Throttled : JobStatus;

    /// <summary>Being worked on.</summary>
    /// <param name="Progress">0 to 1; null where the provider does not say.</param>
    public sealed record Running(double? Progress) : JobStatus;

    /// <summary>Done; the clip can be fetched.</summary>
    public sealed record Succeeded(ProviderClip Clip) : JobStatus;

    /// <summary>Ended without a clip.</summary>
    public sealed record Failed(ProviderFailure Failure) : JobStatus;

    /// <summary>Stopped because we asked for it.</summary>
    /// <param name="BilledUnits">Billed units as the provider counts them; null where it gives no count.</param>
    public sealed record Cancelled(decimal? BilledUnits = null) : JobStatus
    {
        /// <summary>True when the provider tells that it had worked on it.</summary>
        public bool Ran { get; init; }
    }

    /// <summary>
    /// Done at the provider, but its result was none that can be used this time: cut, foreign, of an unknown shape, not there. The clip is paid
    /// for, so the result is read again; it is no reason to order again.
    /// </summary>
    /// <param name="Message">What was wrong with the result.</param>
    public sealed record Unread(string Message) : JobStatus
    {
        /// <summary>The result as it came, for audit; null where nothing came.</summary>
        public string? Result { get; init; }

        /// <summary>What the provider says it billed, in its own unit; null where it does not say.</summary>
        public decimal? BilledUnits { get; init; }

        /// <summary>The end that this is if the provider keeps saying so; null where it is none, however long it lasts.</summary>
        public ProviderFailure? IfItLasts { get; init; }
    }

    /// <summary>The provider does not know the job, or no longer.</summary>
    /// <param name="Message">What it said.</param>
    public sealed record Gone(string Message) : JobStatus
    {
        /// <summary>True where the provider may know it again later, so that this alone is no end of a job that is paid for.</summary>
        public bool MayReturn { get; init; }
    }

    /// <summary>No usable answer this time; the job may be in any state. Ask again later.</summary>
    public sealed record Unreachable(string Message) : JobStatus;
}
