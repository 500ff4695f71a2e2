using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VideoGen.Crash.Processes;

/// <summary>Starts and stops programs.</summary>
internal static partial class Programs
{
    private const int Terminate = 15;

    private static readonly string[] Ours = ["FAL_", "OPENROUTER_", "RUNWAYML_", "VIDEOGEN_"];

    /// <summary>Starts one with an environment of its own: no setting of the machine's gets in.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="settings">Its settings, as variables.</param>
    /// <param name="talks">True leaves its input open.</param>
    public static Process Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> settings, bool talks = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(k => Ours.Any(o => k.StartsWith(o, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        if (!talks)
        {
            process.StandardInput.Close();
        }

        return process;
    }

    /// <summary>Tells a process to end (signal 15) and waits until it has.</summary>
    public static async Task StopAsync(Process process, CancellationToken cancellationToken)
    {
        if (Kill(process.Id, Terminate) != 0)
        {
            throw new InvalidOperationException($"{process.StartInfo.FileName} could not be told to end.");
        }

        await process.WaitForExitAsync(cancellationToken);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
