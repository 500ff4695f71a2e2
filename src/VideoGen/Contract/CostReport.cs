using System.ComponentModel;

namespace VideoGen.Contract;

/// <summary>Money of a request, in US dollars.</summary>
public sealed record CostReport
{
    /// <summary>Price of the plan.</summary>
    [Description("Price of the accepted plan in US dollars.")]
    public required decimal EstimatedUsd { get; init; }

    /// <summary>Still set aside.</summary>
    [Description("US dollars still set aside for segments that are not settled.")]
    public required decimal ReservedUsd { get; init; }

    /// <summary>Billed so far.</summary>
    [Description("US dollars billed so far, as far as the provider says.")]
    public required decimal BilledUsd { get; init; }
}
