using System.Collections.Immutable;

namespace VideoGen.Animatic.Camera;

/// <summary>A camera move as read from the notes of one frame: phases one after the other.</summary>
/// <param name="Phases">At least one.</param>
/// <param name="Handheld">Strength of the hand-held unrest over the whole move; 0 for none.</param>
/// <param name="Notes">What was not understood or could only be approximated, in sentences for people.</param>
internal sealed record CameraMove(ImmutableArray<CameraPhase> Phases, double Handheld, ImmutableArray<string> Notes)
{
    /// <summary>True when the notes ask for what is shown; false when it is only a guess from the framing or nothing at all.</summary>
    public bool IsAsked { get; init; } = true;

    /// <summary>Two moves that exclude each other, as they were written; null where none do.</summary>
    public (string One, string Other)? Clash { get; init; }

    /// <summary>What is shown when the notes ask for nothing that was understood: a slow, slight push-in.</summary>
    public static CameraComponent GentleDefault { get; } = new(CameraDirection.In, 0.7, CameraSpeed.Slow);

    /// <summary>True when the camera was told to stand.</summary>
    public bool IsStill => Handheld == 0 && Phases.All(p => p.IsHold);

    /// <summary>True when the move travels in one of the directions.</summary>
    public bool Goes(CameraDirection one, CameraDirection other) =>
        Phases.Any(p => p.Components.Any(c => c.Direction == one || c.Direction == other));
}
