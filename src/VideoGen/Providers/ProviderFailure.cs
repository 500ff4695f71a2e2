namespace VideoGen.Providers;

/// <summary>Why a provider did not deliver.</summary>
/// <param name="Error">One of the <c>failed_segments[].error</c> words that a provider can cause.</param>
/// <param name="Message">One sentence for people, with the field and the picture it concerns. Never holds a secret.</param>
/// <param name="Billed">Whether money was taken for it.</param>
public sealed record ProviderFailure(FailureError Error, string Message, Billed Billed)
{
    /// <summary>Billed units as the provider counts them; null where it gives no count.</summary>
    public decimal? BilledUnits { get; init; }

    /// <summary>The provider's own code for it, for example <c>content_policy_violation</c>; null where there is none.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>What the caller can do; null for the usual advice of <see cref="Error"/>.</summary>
    public string? NextStep { get; init; }

    /// <summary>Whether the provider says that the same order may work later; null where it does not say.</summary>
    public bool? Retryable { get; init; }

    /// <summary>Position of the still it concerns in <see cref="SegmentOrder.Stills"/>; null where it concerns none.</summary>
    public int? StillIndex { get; init; }

    /// <summary>The provider's answer, kept for audit; null where there is none.</summary>
    public string? Response { get; init; }
}
