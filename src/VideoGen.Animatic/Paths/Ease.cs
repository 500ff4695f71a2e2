namespace VideoGen.Animatic.Paths;

/// <summary>Progress of a move over its time: raised-cosine ramps at the ends, even in between, so that velocity and acceleration
/// never jump.</summary>
internal static class Ease
{
    /// <summary>Progress 0 to 1 at a time 0 to 1.</summary>
    /// <param name="time">Clamped to 0..1.</param>
    /// <param name="rampIn">Share of the time spent getting up to speed, 0 to 0.5; 0 starts at full speed.</param>
    /// <param name="rampOut">Share of the time spent coming to rest, 0 to 0.5; 0 ends at full speed.</param>
    public static double Of(double time, double rampIn, double rampOut)
    {
        double t = Math.Clamp(time, 0, 1);
        double full = 1 - rampIn / 2 - rampOut / 2;
        return Way(t, rampIn, rampOut, full) / full;
    }

    private static double Way(double t, double rampIn, double rampOut, double full)
    {
        if (t < rampIn)
        {
            return Ramp(t, rampIn);
        }

        return t > 1 - rampOut ? full - Ramp(1 - t, rampOut) : t - rampIn / 2;
    }

    private static double Ramp(double t, double length) => t / 2 - length / (2 * Math.PI) * Math.Sin(Math.PI * t / length);
}
