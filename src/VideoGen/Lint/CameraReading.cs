using System.Collections.Immutable;

namespace VideoGen.Lint;

/// <summary>What words say of the camera.</summary>
/// <param name="Steps">One after the other; in each, where the camera goes at the same time. Empty where nothing is asked for.</param>
/// <param name="Summary">The same in words: "push in, then tilt up".</param>
/// <param name="Clash">The two words that exclude each other at the same time; null where none do.</param>
public sealed record CameraReading(ImmutableArray<ImmutableArray<CameraWay>> Steps, string Summary, (string One, string Other)? Clash)
{
    /// <summary>Steps in which the camera goes somewhere.</summary>
    internal int Moves => Steps.Count(s => s.Any(way => way is not CameraWay.Hold));

    /// <summary>True where the camera is told to stand all the time.</summary>
    internal bool Stands => !Steps.IsEmpty && Moves == 0;
}
