using VideoGen.FalSimulation.Storage;

namespace VideoGen.Simulators.Jobs;

/// <summary>How a job ends.</summary>
/// <param name="Phase">One of the last phases.</param>
/// <param name="Usd">What is billed, USD.</param>
internal sealed record VendorEnd(VendorPhase Phase, decimal Usd)
{
    /// <summary>What the vendor says about a failure.</summary>
    public string? Error { get; init; }

    /// <summary>The vendor's code of a failure, where it has codes.</summary>
    public string? Code { get; init; }

    public MediaFile? Clip { get; init; }
}
