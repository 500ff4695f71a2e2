namespace VideoGen.Animatic.Camera;

/// <summary>Says in words what a move shows: "whip right, then tilt up".</summary>
internal static class CameraSummary
{
    /// <summary>The words for a move.</summary>
    public static string Of(CameraMove move)
    {
        string phases = string.Join(", then ", move.Phases.Select(p => string.Join(" and ", p.Components.Select(Of))));
        string shake = move.Handheld <= 0 ? "" : move.Handheld < 0.8 ? "slightly handheld" : "handheld";
        return shake.Length == 0 ? phases : move.Phases.All(p => p.IsHold) ? shake : $"{phases}, {shake}";
    }

    private static string Of(CameraComponent part)
    {
        string verb = (part.Direction, part.Speed) switch
        {
            (CameraDirection.In, CameraSpeed.Whip) => "crash in",
            (CameraDirection.Out, CameraSpeed.Whip) => "crash out",
            (CameraDirection.Hold, _) => "hold",
            (_, CameraSpeed.Whip) => $"whip {Side(part.Direction)}",
            (CameraDirection.In, _) => "push in",
            (CameraDirection.Out, _) => "pull out",
            (CameraDirection.Up or CameraDirection.Down, _) => $"tilt {Side(part.Direction)}",
            _ => $"pan {Side(part.Direction)}",
        };
        return part.Direction == CameraDirection.Hold || part.Speed == CameraSpeed.Whip
            ? verb
            : string.Join(", ", Words(part)) is { Length: > 0 } words ? $"{words} {verb}" : verb;
    }

    private static IEnumerable<string> Words(CameraComponent part)
    {
        if (part.Speed != CameraSpeed.Normal)
        {
            yield return part.Speed == CameraSpeed.Slow ? "slow" : "fast";
        }

        if (part.Strength is <= 0.7 or >= 1.5)
        {
            yield return part.Strength < 1 ? "slight" : "strong";
        }
    }

    private static string Side(CameraDirection direction) => direction.ToString().ToLowerInvariant();
}
