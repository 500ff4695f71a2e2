using System.Collections.Immutable;
using VideoGen.Animatic.Camera;

namespace VideoGen.Animatic.Paths;

/// <summary>A camera move over time, relative to where it starts and before it is fitted into a picture.</summary>
internal sealed class Trajectory
{
    // At motion strength 0.5 a plain push-in ends 1.16 times closer; a plain pan travels 0.14 of the window.
    private static readonly double UsualZoom = Math.Log(1.16);
    private const double UsualTravel = 0.14;
    private const double MostZoom = 0.62;
    private const double JoinZoom = 0.045;
    private const double JoinSeconds = 1;
    private const double WhipSeconds = 0.34;
    private const double HandheldTravel = 0.011;

    private readonly ImmutableArray<CameraPhase> _phases;
    private readonly double[] _ends;
    private readonly PathTiming _timing;
    private readonly double _amount;
    private readonly double _handheld;
    private readonly double _join;
    private readonly (double X, double Y) _spare;
    private readonly Unrest _unrestX;
    private readonly Unrest _unrestY;

    /// <summary>Prepares a move.</summary>
    /// <param name="move">What the notes ask for.</param>
    /// <param name="strength">Motion strength, 0 to 1.</param>
    /// <param name="timing">When it runs.</param>
    /// <param name="spare">Width and height of the picture beyond the window, in widths and heights of the widest window.</param>
    public Trajectory(CameraMove move, double strength, PathTiming timing, (double X, double Y) spare)
    {
        _phases = move.Phases;
        _timing = timing;
        _amount = 2 * Math.Clamp(strength, 0, 1);
        _handheld = HandheldTravel * move.Handheld * Math.Min(_amount, 2);
        _spare = spare;
        _unrestX = new Unrest(timing.Seed * 2 + 1);
        _unrestY = new Unrest(timing.Seed * 2 + 2);
        double all = _phases.Sum(p => p.Weight);
        double end = 0;
        _ends = [.. _phases.Select(p => end += p.Weight / all)];
        _join = move.IsStill ? 0 : JoinZoom * _amount * (EndsFarther(timing.JoinsAfter ? _phases[^1] : _phases[0]) ? -1 : 1);
    }

    /// <summary>Where the camera is: log of the zoom and way travelled, in widths and heights of the widest window.</summary>
    /// <param name="time">0 to 1.</param>
    /// <param name="factor">Factor on zoom and way, 0 to 1.</param>
    public (double Zoom, double X, double Y) At(double time, double factor)
    {
        double zoom = 0;
        double x = 0;
        double y = 0;
        double start = 0;
        for (int i = 0; i < _phases.Length; i++)
        {
            double length = _ends[i] - start;
            foreach (CameraComponent part in _phases[i].Components)
            {
                double done = Progress(part, i, (time - start) / length, length * _timing.Seconds);
                zoom += done * Zoom(part);
                x += done * Travel(part, CameraDirection.Left, CameraDirection.Right, _spare.X);
                y += done * Travel(part, CameraDirection.Up, CameraDirection.Down, _spare.Y);
            }

            start = _ends[i];
        }

        double seconds = time * _timing.Seconds;
        return (zoom * factor + Join(time), x * factor + _handheld * _unrestX.At(seconds), y * factor + _handheld * _unrestY.At(seconds));
    }

    private double Zoom(CameraComponent part) => part.Direction switch
    {
        CameraDirection.In => Math.Min(MostZoom, UsualZoom * Amount(part)),
        CameraDirection.Out => -Math.Min(MostZoom, UsualZoom * Amount(part)),
        _ => 0,
    };

    // A picture with room beside the window is travelled over as a whole at medium strength: that is what the room is for.
    private double Travel(CameraComponent part, CameraDirection negative, CameraDirection positive, double spare)
    {
        double way = Math.Max(UsualTravel * Amount(part), spare * Math.Min(1, Amount(part)));
        return part.Direction == negative ? -way : part.Direction == positive ? way : 0;
    }

    private double Amount(CameraComponent part) => _amount * part.Strength * part.Speed switch
    {
        CameraSpeed.Slow => 0.65,
        CameraSpeed.Fast => 1.35,
        _ => 1,
    };

    private double Progress(CameraComponent part, int phase, double time, double seconds)
    {
        double rampIn = phase == 0 && _timing.JoinsBefore ? 0 : 0.35;
        double rampOut = phase == _phases.Length - 1 && _timing.JoinsAfter ? 0 : 0.35;
        double share = Math.Min(1, WhipSeconds / seconds);
        return part.Speed switch
        {
            CameraSpeed.Whip => Ease.Of((time - 0.5) / share + 0.5, 0.45, 0.45),
            CameraSpeed.Fast => Ease.Of(time / 0.68, Math.Min(rampIn, 0.3), 0.4),
            _ => Ease.Of(time, rampIn, rampOut),
        };
    }

    // Both stills keep going the same way through the dissolve, so that the join is a move and not two stops.
    private double Join(double time)
    {
        double zoom = 0;
        if (_timing.JoinsAfter)
        {
            zoom += _join * Square((time - 1) * _timing.Seconds / JoinSeconds + 1);
        }

        if (_timing.JoinsBefore)
        {
            zoom -= _join * Square(1 - time * _timing.Seconds / JoinSeconds);
        }

        return zoom;
    }

    private static double Square(double value) => value <= 0 ? 0 : value * value;

    private static bool EndsFarther(CameraPhase phase) => phase.Components.Any(c => c.Direction == CameraDirection.Out);
}
