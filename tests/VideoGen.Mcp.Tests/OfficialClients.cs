using System.Diagnostics;
using System.Reflection;

namespace VideoGen.Mcp.Tests;

/// <summary>The scripts under <c>tests/clients/mcp</c>, with what they need installed once.</summary>
public sealed class OfficialClients : IAsyncLifetime
{
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ScriptPatience = TimeSpan.FromMinutes(3);

    private static readonly string Folder = Path.GetFullPath(Path.Combine(
        typeof(OfficialClients).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "SourceFolder").Value!,
        "..",
        "clients",
        "mcp"));

    public async Task InitializeAsync()
    {
        if (!File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            await RunAsync("npm", ["ci"], InstallPatience);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Runs a script against a server, and fails with all it said.</summary>
    public static Task<string> RunAsync(string script, IEnumerable<string> server) => RunAsync("node", [script, "--", .. server], ScriptPatience);

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments, TimeSpan patience)
    {
        using var process = new Process
        {
            StartInfo = new(program, arguments)
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
        process.Start();
        process.StandardInput.Close();
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        Task<string> complained = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{await said}\n{await complained}");
        return await said;
    }
}
