using System.Globalization;

namespace VideoGen.Animatic.Bench;

/// <summary>CPU seconds of this process and of its children that ended, as Linux counts them (steps of 10 ms).</summary>
internal sealed record CpuClock(double Own, double Children)
{
    public double Sum => Own + Children;

    public static CpuClock Read()
    {
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        double Seconds(int first) => (long.Parse(fields[first], CultureInfo.InvariantCulture) + long.Parse(fields[first + 1], CultureInfo.InvariantCulture)) / 100.0;
        return new CpuClock(Seconds(11), Seconds(13));
    }

    public CpuClock Since(CpuClock start) => new(Own - start.Own, Children - start.Children);
}
