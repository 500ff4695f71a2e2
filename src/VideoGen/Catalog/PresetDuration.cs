using System.Collections.Immutable;

namespace VideoGen.Catalog;

/// <summary>The lengths a model sells and how a length is written in its payload.</summary>
/// <param name="Step">Step of a range; 1 unless given.</param>
public sealed record PresetDuration(decimal Step = 1)
{
    /// <summary>How the length is written.</summary>
    public required DurationForm Form { get; init; }

    /// <summary>Payload field; null for <see cref="DurationForm.Fixed"/>.</summary>
    public string? Field { get; init; }

    /// <summary>Legal values, ascending: seconds, or frames for <see cref="DurationForm.Frames"/>. Empty when a range is given.</summary>
    public ImmutableArray<decimal> Values { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Smallest legal value of a range, in the same unit as <see cref="Values"/>.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest legal value of a range.</summary>
    public decimal? Max { get; init; }

    /// <summary>Frames per second that turns frames into seconds; only for <see cref="DurationForm.Frames"/>.</summary>
    public decimal? FramesPerSecond { get; init; }

    /// <summary>Payload field of the frame rate, where it can be set; only for <see cref="DurationForm.Frames"/>.</summary>
    public string? FramesPerSecondField { get; init; }
}
