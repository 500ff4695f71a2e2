namespace VideoGen.Animatic.Camera;

/// <summary>One direction of a move.</summary>
/// <param name="Direction">Where it goes.</param>
/// <param name="Strength">Factor on the usual way, more than 0; 1 is usual.</param>
/// <param name="Speed">How it spends its time.</param>
/// <param name="Yields">True when any move that the notes name takes its place.</param>
/// <param name="Assumed">True when the notes leave the direction open: a named one takes its place.</param>
internal sealed record CameraComponent(CameraDirection Direction, double Strength = 1, CameraSpeed Speed = CameraSpeed.Normal, bool Yields = false, bool Assumed = false);
