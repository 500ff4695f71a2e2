using System.Globalization;

namespace VideoGen.Cluster.Bench;

/// <summary>What the operating system counted for processes (Linux).</summary>
internal static class Processes
{
    private const double TicksPerSecond = 100; // USER_HZ
    private const int ParentField = 1;
    private const int UserField = 11; // of those behind the name: user, system, and both of the children that have ended

    /// <summary>Processor time of a process, seconds.</summary>
    public static double Cpu(int process) => Fields(process) is { } fields ? Seconds(fields, 2) : 0;

    /// <summary>Processor time of a process, its children, and those of them that have ended, seconds.</summary>
    public static double CpuOfFamily(int process) => (Fields(process) is { } fields ? Seconds(fields, 4) : 0) + Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) ? Fields(id) : null)
        .Sum(child => child is not null && child[ParentField] == process.ToString(CultureInfo.InvariantCulture) ? Seconds(child, 2) : 0);

    /// <summary>Processor time of what a process started and what has ended since, seconds.</summary>
    public static double CpuOfEnded(int process) => Fields(process) is { } fields ? Seconds(fields, 4) - Seconds(fields, 2) : 0;

    /// <summary>Resident memory of a process, MiB.</summary>
    public static double ResidentMib(int process) => File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [_, var kib, ..] ? double.Parse(kib, CultureInfo.InvariantCulture) / 1024 : 0;

    /// <summary>Load average of the last minute.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static double Seconds(string[] fields, int count) => fields[UserField..(UserField + count)].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;

    // A name may hold blanks and brackets. Null for a process that has ended.
    private static string[]? Fields(int process)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
