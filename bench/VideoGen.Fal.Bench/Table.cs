using System.Globalization;

namespace VideoGen.Fal.Bench;

/// <summary>Tables as people read them; Markdown, so that they can be kept.</summary>
internal static class Table
{
    public static void Print(string title, double target, CostSeries ours, params ReadOnlySpan<CostSeries> others)
    {
        Console.WriteLine($"\n{title}\n\n| | wall ms | CPU ms | our wall ÷ theirs | our CPU ÷ theirs |\n|---|---|---|---|---|");
        Console.WriteLine($"| {ours.Name} | {ours.Wall} | {ours.Cpu} | | |");
        foreach (CostSeries other in others)
        {
            double wall = ours.Wall.Median / other.Wall.Median;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {other.Name} | {other.Wall} | {other.Cpu} | {wall:0.00} ({(wall <= target ? "met" : "MISSED")}: {target:0.00}) | {ours.Cpu.Median / other.Cpu.Median:0.00} |"));
        }
    }
}
