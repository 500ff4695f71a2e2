using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Contract;

/// <summary>The wire form of a request that makes one segment again: planned, priced and ordered like any other.</summary>
public sealed record AgainOrder
{
    /// <summary>Which segment, and how.</summary>
    [Description("Which segment, and how.")]
    public required AgainWish Again { get; init; }

    /// <summary>Wishes for the takes.</summary>
    [Description("Wishes for the takes.")]
    public AgainSettings? VideoSettings { get; init; }

    /// <summary>Idempotency key.</summary>
    [Description("Key of the order; the plan names one.")]
    [StringLength(200, MinimumLength = 1)]
    public string? RequestKey { get; init; }

    /// <summary>True orders another take of what is still being made.</summary>
    [Description("true renders again what is still being made; false joins that request.")]
    [DefaultValue(false)]
    public bool? AnotherTake { get; init; }

    /// <summary>Hash of an approved plan.</summary>
    [Description("Hash of the approved plan; anything else is refused.")]
    [StringLength(128, MinimumLength = 1)]
    public string? PlanHash { get; init; }

    /// <summary>Longest wait of this call in seconds, 0 to 90.</summary>
    [Description("Longest wait; what is not finished then is provider_pending and goes on.")]
    [Range(0, 90)]
    [DefaultValue(90)]
    public double? WaitSeconds { get; init; }
}
