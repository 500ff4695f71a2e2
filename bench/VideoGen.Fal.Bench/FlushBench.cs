using System.Diagnostics;
using System.Globalization;

namespace VideoGen.Fal.Bench;

/// <summary>
/// How many flushes of the disk an order waits for, one after the other, and how many there are in all: two agents take turns, one of them with
/// flushes that take longer by a known time (<c>flushes.c</c>). The disk itself does not matter.
/// </summary>
internal static class FlushBench
{
    private const int WarmUp = 5;
    private const int Rounds = 15;
    private const int PauseMs = 100;
    private const double Target = 4;

    public static async Task RunAsync(Uri fal, Orders orders, string repository, string folder)
    {
        string between = Path.Combine(folder, "flushes.so");
        using (Process compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", between, Path.Combine(repository, "bench", "VideoGen.Fal.Bench", "flushes.c"), "-ldl"]))
        {
            await compiler.WaitForExitAsync();
        }

        string count = Path.Combine(folder, "flushes");
        await using AgentProcess quick = await AgentProcess.StartAsync(fal, Path.Combine(folder, "quick"), metrics: true, ("LD_PRELOAD", between), ("FLUSH_COUNT", count));
        await using AgentProcess slow = await AgentProcess.StartAsync(
            fal, Path.Combine(folder, "slow"), metrics: true, ("LD_PRELOAD", between), ("FLUSH_PAUSE_MS", PauseMs.ToString(CultureInfo.InvariantCulture)));
        var inTurn = new Series();
        var inAll = new Series();
        for (int round = -WarmUp; round < Rounds; round++)
        {
            long before = new FileInfo(count).Length;
            Cost without = await OrderAsync(quick, orders, folder);
            long met = new FileInfo(count).Length - before;
            Cost with = await OrderAsync(slow, orders, folder);
            if (round >= 0)
            {
                inTurn.Add((with.Wall - without.Wall) / PauseMs);
                inAll.Add(met);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            Flushes of an order of three segments, process warm, the clips are there at once

            | | flushes |
            |---|---|
            | waited for, one after the other | {inTurn} ({(Math.Round(inTurn.Median) <= Target ? "met" : "MISSED")}: {Target:0}) |
            | in all | {inAll} |
            """));
    }

    private static async Task<Cost> OrderAsync(AgentProcess agent, Orders orders, string folder)
    {
        string file = Path.Combine(folder, "order.json");
        await File.WriteAllBytesAsync(file, orders.Next().Request);
        return await agent.RunAsync(file);
    }
}
