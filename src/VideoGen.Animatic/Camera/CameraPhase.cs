using System.Collections.Immutable;

namespace VideoGen.Animatic.Camera;

/// <summary>What happens at the same time in one stretch of a move.</summary>
/// <param name="Components">Directions taken together; none for a hold.</param>
/// <param name="Weight">Share of the time relative to the other phases, more than 0.</param>
internal sealed record CameraPhase(ImmutableArray<CameraComponent> Components, double Weight = 1)
{
    /// <summary>True when the camera stands during this phase.</summary>
    public bool IsHold => Components.All(c => c.Direction == CameraDirection.Hold);
}
