using System.Diagnostics;
using VideoGen.Testing;

namespace VideoGen.Web.Tests;

/// <summary>Programs that the tests run to their end.</summary>
internal static class NodeRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Folder of the elements and their pages.</summary>
    public static string Web { get; } = Path.Combine(GoldenFile.Repository, "web");

    /// <summary>Runs a program; fails with its output where it fails.</summary>
    public static async Task<string> RunAsync(string program, string folder, IReadOnlyDictionary<string, string>? variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        string text = await output;
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{text}\n{await error}");
        return text;
    }

    /// <summary>Runs a script of <c>web/</c> with Node.</summary>
    public static Task<string> NodeAsync(params string[] arguments) => RunAsync("node", Web, null, arguments);
}
