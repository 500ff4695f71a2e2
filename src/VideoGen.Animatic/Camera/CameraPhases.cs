using System.Collections.Immutable;

namespace VideoGen.Animatic.Camera;

/// <summary>Collects the parts of a move into phases. Opposite directions cannot happen together, so they follow each other.</summary>
internal sealed class CameraPhases
{
    private const int Most = 6;
    private readonly List<CameraPhase> _done = [];
    private readonly List<CameraComponent> _open = [];

    /// <summary>The part added last; null before the first.</summary>
    public CameraComponent? Last { get; private set; }

    /// <summary>True when a part moves closer or farther.</summary>
    public bool HasDepth => _open.Concat(_done.SelectMany(p => p.Components)).Any(c => Axis(c.Direction) == 1);

    /// <summary>True when all that was said is that the camera stands.</summary>
    public bool Stands => _done.Count == 0 && _open.Count > 0 && _open.TrueForAll(c => c is { Direction: CameraDirection.Hold, Yields: true });

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
        // The same move once more is one move.
        if (_open.Count > 0 && !(_done is [.., var last] && last.Components.Select(c => c.Direction).ToHashSet().SetEquals(_open.Select(c => c.Direction))))
        {
            _done.Add(new CameraPhase([.. _open]));
        }

        _open.Clear();
    }

    /// <summary>True when a part of the open phase goes against a direction.</summary>
    public bool Opposes(CameraDirection direction) => _open.Exists(c => c.Direction != direction && Axis(c.Direction) == Axis(direction) && Axis(direction) != 0);

    /// <summary>Adds a part to the open phase, or after it where the two exclude each other.</summary>
    /// <param name="component">The part.</param>
    /// <param name="state">True for a hold that only describes the camera: it yields to a move beside it.</param>
    public void Add(CameraComponent component, bool state = false)
    {
        if (state)
        {
            // What only goes along gives way to a camera that is said to stand.
            if (_open.TrueForAll(c => c.Yields))
            {
                _open.Clear();
                _open.Add(component with { Yields = true });
                Last = component;
            }

            return;
        }

        if (component.Yields && _open.Exists(c => !c.Yields && c.Direction != CameraDirection.Hold))
        {
            return;
        }

        // "static, subtle drift": what only goes along gives way to a camera that is said to stand.
        if (component.Yields && _open.Exists(c => c.Direction == CameraDirection.Hold))
        {
            return;
        }

        if (component.Assumed && Opposes(component.Direction))
        {
            return;
        }

        if (_open.RemoveAll(c => c.Assumed && c.Direction != component.Direction && Axis(c.Direction) == Axis(component.Direction)) > 0 && Axis(component.Direction) == 3)
        {
            // The way back that an assumed rise of a crane brought along goes with it.
            _open.RemoveAll(c => c.Assumed && Axis(c.Direction) == 1);
        }

        _open.RemoveAll(c => c.Yields && !(component.Yields && c.Direction != CameraDirection.Hold));
        if (Opposes(component.Direction)
            || _open.Exists(c => (c.Direction == CameraDirection.Hold) != (component.Direction == CameraDirection.Hold)))
        {
            Break();
        }

        Last = component;
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
