using System.Diagnostics;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Cms;

/// <summary>The CMS of this repository, installed and compiled once.</summary>
internal static class CmsApp
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly Lazy<Task> Prepared = new(PrepareAsync);

    /// <summary>Folder of its packages.</summary>
    public static string Packages { get; } = Path.Combine(GoldenFile.Repository, "payload");

    /// <summary>Folder of <c>api.mjs</c>.</summary>
    public static string Folder { get; } = Path.Combine(Packages, "app");

    /// <summary>Waits until it can be started.</summary>
    public static Task ReadyAsync() => Prepared.Value;

    private static async Task PrepareAsync()
    {
        if (!File.Exists(Path.Combine(Packages, "node_modules", ".package-lock.json")))
        {
            await RunAsync("npm", "ci");
        }
        else if (NewestSource() > File.GetLastWriteTimeUtc(Path.Combine(Folder, "dist", "payload.config.js")))
        {
            await RunAsync("npm", "run", "compile");
        }
    }

    private static DateTime NewestSource() =>
        new[] { Path.Combine(Folder, "src"), Path.Combine(Packages, "plugin", "src") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.ts*", SearchOption.AllDirectories))
            .Where(file => !file.EndsWith(".generated.ts", StringComparison.Ordinal))
            .Max(File.GetLastWriteTimeUtc);

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Packages,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        Task<string> complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.ExitCode.ShouldBe(0, $"{string.Join(' ', command)}\n{await said}\n{await complained}");
    }
}
