using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Contract;

/// <summary>Wishes for takes of a segment that is made again. What is left out stays as it was.</summary>
public sealed record AgainSettings
{
    /// <summary>0 is still, 1 is most motion.</summary>
    [Description("0 is still, 1 is most motion.")]
    [Range(0d, 1d)]
    public double? MotionStrength { get; init; }

    /// <summary>Another provider; with the reason <c>other_model</c>.</summary>
    [Description("Another provider.")]
    [StringLength(100, MinimumLength = 1)]
    public string? ProviderOverride { get; init; }

    /// <summary>Another model; with the reason <c>other_model</c>.</summary>
    [Description("Another model.")]
    [StringLength(200, MinimumLength = 1)]
    public string? Model { get; init; }

    /// <summary>Most the takes may cost in US dollars.</summary>
    [Description("Refuses a plan that costs more.")]
    [Range(0d, 100_000d)]
    public decimal? MaxCostUsd { get; init; }

    /// <summary>What happens to the other takes when one fails.</summary>
    [Description("When a take fails: halt stops at once, settle first waits for those that run.")]
    [DefaultValue(Contract.OnFailure.Halt)]
    public OnFailure? OnFailure { get; init; }
}
