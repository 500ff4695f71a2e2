using System.Collections.Immutable;

namespace VideoGen.Catalog;

/// <summary>
/// How <c>motion_strength</c> (0 to 1) becomes a real field of the model: either a number between <see cref="Min"/> and
/// <see cref="Max"/>, or one of <see cref="Levels"/>.
/// </summary>
public sealed record PresetMotion
{
    /// <summary>Payload field.</summary>
    public required string Field { get; init; }

    /// <summary>Value at strength 0.</summary>
    public decimal? Min { get; init; }

    /// <summary>Value at strength 1.</summary>
    public decimal? Max { get; init; }

    /// <summary>Words from least to most motion; the strength picks one of equal thirds (halves, …).</summary>
    public ImmutableArray<string> Levels { get; init => field = value.IsDefault ? [] : value; } = [];
}
