using System.Diagnostics;
using VideoGen.Testing;

namespace VideoGen.Operations.Tests.Rig;

/// <summary>The programs of Prometheus and Alertmanager: those on the path, else those that ./test has unpacked.</summary>
internal static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Where a program is.</summary>
    public static string Find(string name)
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), Path.Combine(GoldenFile.Repository, "artifacts", "prometheus", "usr", "bin")];
        return folders.Where(f => f.Length > 0).Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"There is no {name}; ./test fetches it (need_prometheus in build/setup.sh).");
    }

    /// <summary>Runs one of them to its end. Answers its code and all that it wrote.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string name, string[] arguments, string input = "")
    {
        var start = new ProcessStartInfo(Find(name), arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output + await error);
    }
}
