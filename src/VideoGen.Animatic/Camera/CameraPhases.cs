using System.Collections.Immutable;

namespace VideoGen.Animatic.Camera;

/// <summary>Collects the parts of a move into phases. Opposite directions cannot happen together, so they follow each other.</summary>
internal sealed class CameraPhases
{
    private const int Most = 6;
    private readonly List<CameraPhase> _done = [];
    private readonly List<CameraComponent> _open = [];

    /// <summary>The phases up to now.</summary>
    public ImmutableArray<CameraPhase> Close()
    {
        Break();
        bool moves = _done.Exists(p => !p.IsHold);
        return [.. _done.Take(Most).Select(p => p.IsHold && moves ? p with { Weight = 0.5 } : p)];
    }

    /// <summary>What follows comes afterwards.</summary>
    public void Break()
    {
        if (_open.Count > 0)
        {
            _done.Add(new CameraPhase([.. _open]));
            _open.Clear();
        }
    }

    /// <summary>Adds a part to the open phase, or after it where the two exclude each other.</summary>
    public void Add(CameraComponent component)
    {
        if (_open.Exists(c => Axis(c.Direction) == Axis(component.Direction) && c.Direction != component.Direction)
            || _open.Exists(c => (c.Direction == CameraDirection.Hold) != (component.Direction == CameraDirection.Hold)))
        {
            Break();
        }

        int same = _open.FindIndex(c => c.Direction == component.Direction);
        if (same < 0)
        {
            _open.Add(component);
        }
        else if (component.Strength > _open[same].Strength)
        {
            _open[same] = component;
        }
    }

    private static int Axis(CameraDirection direction) => direction switch
    {
        CameraDirection.In or CameraDirection.Out => 1,
        CameraDirection.Left or CameraDirection.Right => 2,
        CameraDirection.Up or CameraDirection.Down => 3,
        _ => 0,
    };
}
