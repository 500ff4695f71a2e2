using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VideoGen.Fal.Bench;

/// <summary>Wall time and CPU time in milliseconds since a start: of this process, or of its children that ended.</summary>
internal static partial class Usage
{
    private const int OfChildren = -1;

    /// <summary>What an action costs this process.</summary>
    public static async Task<Cost> OwnAsync(Func<Task> action)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        await action();
        return new Cost(Stopwatch.GetElapsedTime(begin).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
    }

    /// <summary>What a whole process costs from its start to its end.</summary>
    public static async Task<Cost> OfProcessAsync(ProcessStartInfo start)
    {
        double cpu = ChildrenCpu();
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string words = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        double wall = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return process.ExitCode == 0
            ? new Cost(wall, ChildrenCpu() - cpu)
            : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}.\n{await output}{words}");
    }

    private static double ChildrenCpu()
    {
        var usage = default(ResourceUsage);
        return GetUsage(OfChildren, ref usage) == 0
            ? 1000.0 * (usage.UserSeconds + usage.SystemSeconds) + (usage.UserMicros + usage.SystemMicros) / 1000.0
            : throw new InvalidOperationException("getrusage failed.");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct ResourceUsage
    {
        public long UserSeconds;
        public long UserMicros;
        public long SystemSeconds;
        public long SystemMicros;
    }
}
