using VideoGen.Animatic.Camera;

namespace VideoGen.Animatic.Paths;

/// <summary>
/// The way of the window over one picture. Pure; the window never leaves the picture, keeps its shape, and moves with continuous
/// velocity. Zoom is even to the eye: its logarithm is what is eased.
/// </summary>
internal sealed class CameraPath
{
    private const int Samples = 400;
    private const double ClosestZoom = 1.95;
    private readonly Trajectory _trajectory;
    private readonly double _width;
    private readonly double _height;
    private readonly double _aspect;
    private readonly double _widest;
    private double _factor = 1;
    private double _zoom;
    private double _x;
    private double _y;

    /// <summary>Fits a move into a picture.</summary>
    /// <param name="width">Width of the picture, pixels.</param>
    /// <param name="height">Height of the picture, pixels.</param>
    /// <param name="aspect">Width ÷ height of the window.</param>
    /// <param name="move">What the notes ask for.</param>
    /// <param name="strength">Motion strength, 0 (stands) to 1.</param>
    /// <param name="timing">When it runs.</param>
    public CameraPath(double width, double height, double aspect, CameraMove move, double strength, PathTiming timing)
    {
        _width = width;
        _height = height;
        _aspect = aspect;
        _widest = Math.Min(width, height * aspect);
        _trajectory = new Trajectory(move, strength, timing, (width / _widest - 1, height * aspect / _widest - 1));
        while (!Fit() && _factor > 0.01)
        {
            _factor *= 0.9;
        }
    }

    /// <summary>Width of the tightest window, pixels of the picture.</summary>
    public double Tightest { get; private set; }

    /// <summary>The window at a time 0 to 1.</summary>
    public Viewport At(double time)
    {
        (double zoom, double x, double y) = _trajectory.At(time, _factor);
        double w = Math.Min(_widest, _widest * Math.Exp(-zoom - _zoom));
        double h = w / _aspect;
        double cx = _width / 2 + (x - _x) * _widest;
        double cy = _height / 2 + (y - _y) * _widest / _aspect;
        return new Viewport(Within(cx, w, _width), Within(cy, h, _height), w, h);
    }

    // A window as wide or as high as the picture may be one rounding step larger than it: then there is one place for it, the middle.
    private static double Within(double centre, double window, double picture) =>
        window >= picture ? picture / 2 : Math.Clamp(centre, window / 2, picture - window / 2);

    // Centres the way on the picture and starts as wide as the room around it allows.
    private bool Fit()
    {
        (double Zoom, double X, double Y)[] way = [.. Enumerable.Range(0, Samples + 1).Select(i => _trajectory.At((double)i / Samples, _factor))];
        _x = (way.Min(p => p.X) + way.Max(p => p.X)) / 2;
        _y = (way.Min(p => p.Y) + way.Max(p => p.Y)) / 2;
        _zoom = way.Max(p => NeededZoom(p.X - _x, p.Y - _y) - p.Zoom) + 1e-6;
        if (_zoom < 1e-5 && way.Min(p => p.Zoom) >= 0)
        {
            _zoom = 0;
        }

        double closest = way.Max(p => p.Zoom) + _zoom;
        Tightest = _widest * Math.Exp(-closest);
        return closest < Math.Log(ClosestZoom);
    }

    private double NeededZoom(double x, double y)
    {
        double roomX = _width / _widest - 2 * Math.Abs(x);
        double roomY = _height * _aspect / _widest - 2 * Math.Abs(y);
        double room = Math.Min(1, Math.Min(roomX, roomY));
        return room <= 0.05 ? 3 : -Math.Log(room);
    }
}
