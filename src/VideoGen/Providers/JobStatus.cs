namespace VideoGen.Providers;

/// <summary>Where a job stands at its provider.</summary>
public abstract record JobStatus
{
    private JobStatus() { }

    /// <summary>Waiting for its turn.</summary>
    /// <param name="Position">Jobs ahead of it, 0 = next; null where the provider does not say.</param>
    public sealed record Queued(int? Position) : JobStatus;

    /// <summary>Being worked on.</summary>
    /// <param name="Progress">0 to 1; null where the provider does not say.</param>
    public sealed record Running(double? Progress) : JobStatus;

    /// <summary>Done; the clip can be fetched.</summary>
    public sealed record Succeeded(ProviderClip Clip) : JobStatus;

    /// <summary>Ended without a clip.</summary>
    public sealed record Failed(ProviderFailure Failure) : JobStatus;

    /// <summary>Stopped because we asked for it.</summary>
    /// <param name="BilledUnits">Billed units as the provider counts them; null where it gives no count.</param>
    public sealed record Cancelled(decimal? BilledUnits = null) : JobStatus;

    /// <summary>The provider does not know the job, or no longer.</summary>
    public sealed record Gone(string Message) : JobStatus;

    /// <summary>No usable answer this time; the job may be in any state. Ask again later.</summary>
    public sealed record Unreachable(string Message) : JobStatus;
}
