using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Finishing;

/// <summary>What is done to copies of delivered clips, and what normal is.</summary>
public sealed record FinishingOptions
{
    /// <summary>The steps; none unless given. Of a job: those that its order wants.</summary>
    public ImmutableArray<FinishingStep> Steps { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Pixels, even; 1280.</summary>
    public int Width { get; init; } = 1280;

    /// <summary>Pixels, even; 720.</summary>
    public int Height { get; init; } = 720;

    /// <summary>Frames per second; 24.</summary>
    public decimal FramesPerSecond { get; init; } = 24;

    /// <summary>How a clip of another shape meets the size; <see cref="FinishingFit.Pad"/>.</summary>
    public FinishingFit Fit { get; init; }

    /// <summary>True where a step is wanted.</summary>
    internal bool Has(FinishingStep step) => Steps.Contains(step);

    /// <summary>True where a copy is made, and not only looked.</summary>
    internal bool Changes => Has(FinishingStep.Normalize) || Has(FinishingStep.Trim) || Has(FinishingStep.ColourMatch);

    /// <summary>The options of one order; null where nothing is to be done.</summary>
    /// <param name="asked">What the request says; null where it says nothing.</param>
    internal FinishingOptions? For(ImmutableArray<FinishingStep>? asked)
    {
        ImmutableArray<FinishingStep> steps = [.. (asked ?? Steps).Where(s => s is not FinishingStep.None).Distinct().Order()];
        return steps.IsEmpty ? null : this with { Steps = steps };
    }
}
