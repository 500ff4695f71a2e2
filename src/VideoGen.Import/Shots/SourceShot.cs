using System.Collections.Immutable;

namespace VideoGen.Import.Shots;

/// <summary>A shot as its source has it, unread.</summary>
/// <param name="Place">Where it stands in the source.</param>
/// <param name="Values">What is said of it.</param>
internal sealed record SourceShot(string Place, ImmutableDictionary<ShotField, SourceValue> Values)
{
    public SourceValue? this[ShotField field] => Values.GetValueOrDefault(field);
}
