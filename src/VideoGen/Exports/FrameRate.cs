using System.Globalization;
using System.Runtime.InteropServices;

namespace VideoGen.Exports;

/// <summary>Frames per second as a fraction, so that editors find whole frames: 24/1, 24000/1001. Pure.</summary>
/// <param name="Over">Frames.</param>
/// <param name="Under">In so many seconds.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FrameRate(long Over, long Under)
{
    private const int NtscUnder = 1001;
    private const decimal WholeNear = 0.001m;
    private const decimal NtscNear = 0.0045m; // people write 23.98 as well

    /// <summary>Frames per second.</summary>
    public decimal Value => (decimal)Over / Under;

    /// <summary>Frames of a second on the counter of a time code: 24 for 23.976.</summary>
    public int Counted => (int)Math.Round(Value, MidpointRounding.AwayFromZero);

    /// <summary>True for the rates that a time code can count: whole ones, and those of television that are a thousandth slower.</summary>
    public bool CanBeCounted => Counted > 0 && (Under == 1 || (Under == NtscUnder && Over == Counted * 1000L));

    /// <summary>The fraction that a number of frames per second stands for: files round 24000/1001 to 23.976, people and editors also to 23.98.</summary>
    public static FrameRate Of(decimal fps)
    {
        decimal whole = Math.Round(fps, MidpointRounding.AwayFromZero);
        if (whole > 0 && Math.Abs(fps - whole) < WholeNear)
        {
            return new((long)whole, 1);
        }

        decimal ntsc = Math.Round(fps * NtscUnder / 1000, MidpointRounding.AwayFromZero);
        if (ntsc > 0 && Math.Abs(fps - (ntsc * 1000 / NtscUnder)) < NtscNear)
        {
            return new((long)ntsc * 1000, NtscUnder);
        }

        const long Scale = 1000;
        long over = Math.Max(1, (long)Math.Round(fps * Scale, MidpointRounding.AwayFromZero));
        long shared = Shared(over, Scale);
        return new(over / shared, Scale / shared);
    }

    /// <summary>Whole frames nearest to a time.</summary>
    public int FramesOf(decimal seconds) => (int)Math.Round(seconds * Value, MidpointRounding.AwayFromZero);

    /// <summary>Seconds of a number of frames.</summary>
    public decimal SecondsOf(long frames) => (decimal)frames * Under / Over;

    /// <summary>Time code without dropped numbers: <c>01:00:03:12</c>.</summary>
    public string TimeCodeOf(long frames)
    {
        int counted = Counted;
        long seconds = frames / counted;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}:{frames % counted:00}");
    }

    private static long Shared(long a, long b) => b == 0 ? a : Shared(b, a % b);
}
