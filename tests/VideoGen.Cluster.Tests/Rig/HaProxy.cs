using System.Diagnostics;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>HAProxy with a configuration of its own.</summary>
internal sealed class HaProxy : IDisposable
{
    private readonly Process _process;
    private readonly string _file;

    private HaProxy(Process process, string file) => (_process, _file) = (process, file);

    /// <summary>Debian puts it where not every user looks; elsewhere it is in the path.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(':').Prepend("/usr/sbin").Select(folder => Path.Combine(folder, "haproxy")).FirstOrDefault(File.Exists) ?? "haproxy";

    /// <summary>Starts it.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="space">Network namespace that it runs in; null for this machine's own network.</param>
    public static HaProxy Start(string config, string? space = null)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, config);
        string[] command = [.. space is null ? [] : Network.Inside(space), Program, "-db", "-f", file];
        Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        process.OutputDataReceived += (_, _) => { }; // read, or a full pipe would hold it up
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HaProxy(process, file);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_file);
    }
}
