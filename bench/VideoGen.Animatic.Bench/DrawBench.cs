using System.Diagnostics;
using System.Globalization;
using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Bench;

/// <summary>Drawing the frames of a clip: this program as native code, as it ships, against itself compiled at run time, in turn.</summary>
internal static class DrawBench
{
    private const int Rounds = 7;

    /// <summary>Prints the milliseconds of processor that a frame takes, after a clip to warm up.</summary>
    public static async Task DrawAsync(string program, AnimaticSpec spec)
    {
        FrameComposer composer = await FrameComposer.CreateAsync(program, spec, 100_000_000, CancellationToken.None);
        Draw(composer, spec.Frames);
        TimeSpan before = Environment.CpuUsage.UserTime;
        Draw(composer, spec.Frames);
        Console.WriteLine(((Environment.CpuUsage.UserTime - before).TotalMilliseconds / spec.Frames).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Compares the two.</summary>
    /// <param name="native">This program as native code.</param>
    /// <param name="stills">The stills.</param>
    public static async Task CompareAsync(string native, string[] stills)
    {
        var pairs = new List<(double Native, double Compiled)>();
        for (int round = 0; round < Rounds; round++)
        {
            pairs.Add((await MillisecondsAsync(native, stills), await MillisecondsAsync(Environment.ProcessPath!, stills)));
        }

        double ratio = Median(pairs.Select(p => p.Native / p.Compiled));
        Console.WriteLine($"drawing a frame: native {Shown(pairs.Select(p => p.Native))} ms CPU, compiled at run time {Shown(pairs.Select(p => p.Compiled))}; "
            + $"ratio {ratio:0.00} ({(ratio <= 1 ? "met" : "MISSED")}: 1.00)");
    }

    private static void Draw(FrameComposer composer, int frames)
    {
        for (int i = 0; i < frames; i++)
        {
            composer.Draw(i);
        }
    }

    private static async Task<double> MillisecondsAsync(string program, string[] stills)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, ["draw", .. stills]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    private static string Shown(IEnumerable<double> values) => $"{Median(values):0.00} ({values.Min():0.00} – {values.Max():0.00})";

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
