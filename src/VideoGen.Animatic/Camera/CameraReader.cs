using System.Collections.Immutable;
using VideoGen.Lint;

namespace VideoGen.Animatic.Camera;

/// <summary>What the animatic understands of camera notes, for the lint.</summary>
internal sealed class CameraReader : ICameraReader
{
    /// <inheritdoc/>
    public CameraReading Read(string text)
    {
        CameraMove move = CameraNotes.Read(text);
        return move.IsAsked
            ? new([.. move.Phases.Select(p => Ways(p.Components)).Where(ways => !ways.IsEmpty)], CameraSummary.Of(move), move.Clash)
            : new([], "", null);
    }

    // What only comes along with another move is not counted as one.
    private static ImmutableArray<CameraWay> Ways(ImmutableArray<CameraComponent> components) =>
        [.. components.Where(c => c is { Assumed: false } or { Direction: CameraDirection.Hold } || components.Length == 1).Select(c => Way(c.Direction)).OfType<CameraWay>()];

    private static CameraWay? Way(CameraDirection direction) => direction switch
    {
        CameraDirection.Hold => CameraWay.Hold,
        CameraDirection.In => CameraWay.In,
        CameraDirection.Out => CameraWay.Out,
        CameraDirection.Left => CameraWay.Left,
        CameraDirection.Right => CameraWay.Right,
        CameraDirection.Up => CameraWay.Up,
        CameraDirection.Down => CameraWay.Down,
        _ => null,
    };
}
