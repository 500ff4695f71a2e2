using VideoGen.Providers;

namespace VideoGen.Jobs;

/// <summary>Why a job ended without a clip.</summary>
/// <param name="Error">Word of the closed list.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Billed">Whether money was taken.</param>
/// <param name="NextStep">What the caller can do now.</param>
public sealed record JobFailure(FailureError Error, string Message, Billed Billed, string NextStep)
{
    /// <summary>Billed units as the provider counts them; null where it gave no count.</summary>
    public decimal? BilledUnits { get; init; }

    /// <summary>The provider's own code, if any.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>Whether the provider says that the same order may work later; null where nothing is known.</summary>
    public bool? Retryable { get; init; }

    /// <summary>The provider's answer, kept for audit.</summary>
    public string? Response { get; init; }
}
