using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.Simulators.Tests.Clients;

/// <summary>The vendors' official JavaScript clients, installed once.</summary>
public sealed class OfficialClients : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static string Folder => RepositoryFile.Path("tests/clients/vendors");

    /// <summary>Options under which the clients need not wait long.</summary>
    public static SimulatorOptions Quick { get; } = new() { QueueTime = TimeSpan.FromMilliseconds(200), RunTime = TimeSpan.FromMilliseconds(200), Concurrency = 8 };

    public async Task InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@runwayml", "sdk")))
        {
            (int code, string output) = await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], simulator: null);
            code.ShouldBe(0, "npm ci in tests/clients/vendors failed. Node 20.15 or newer and a package registry are needed.\n" + output);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Runs one script against a simulator; returns what each of its checks reported.</summary>
    internal static async Task<IReadOnlyList<JsonNode>> ChecksAsync(string script, VendorSimulator simulator)
    {
        (int _, string output) = await RunAsync("node", [script], simulator);
        JsonNode[] reports = [.. output.Split('\n').Where(static line => line.StartsWith('{')).Select(static line => JsonNode.Parse(line)!)];
        reports.ShouldNotBeEmpty(output);
        return reports;
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, VendorSimulator? simulator)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["SIMULATOR"] = simulator?.Root.ToString() ?? "";
        foreach (string name in (string[])["OPENROUTER_API_KEY", "RUNWAYML_API_SECRET", "RUNWAYML_BASE_URL"])
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            Task<string> words = process.StandardError.ReadToEndAsync(patience.Token);
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output + await words);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Patience.TotalMinutes} minutes.", late);
        }
    }
}
