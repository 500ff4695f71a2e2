using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Contract;

/// <summary>
/// The wire form of an order of a plan by its hash alone. It is joined with the request that was planned and read as a <see cref="SynthesisRequest"/>;
/// this type describes it.
/// </summary>
public sealed record PlanApproval
{
    /// <summary>Hash of the plan.</summary>
    [Description("Hash of a plan that was made within a day.")]
    [StringLength(128, MinimumLength = 1)]
    public required string PlanHash { get; init; }

    /// <summary>Idempotency key.</summary>
    [Description("Key of the order; left out, it is the request_key of the plan.")]
    [StringLength(200, MinimumLength = 1)]
    public string? RequestKey { get; init; }

    /// <summary>True orders another take of what is still being made.</summary>
    [Description("true renders again what is still being made; false joins that request.")]
    [DefaultValue(false)]
    public bool? AnotherTake { get; init; }

    /// <summary>Longest wait of this call in seconds, 0 to 90.</summary>
    [Description("Longest wait; what is not finished then is provider_pending and goes on.")]
    [Range(0, 90)]
    [DefaultValue(90)]
    public double? WaitSeconds { get; init; }
}
