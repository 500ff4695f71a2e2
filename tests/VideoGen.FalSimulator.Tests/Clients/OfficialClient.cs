using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Tests.Rig;

namespace VideoGen.FalSimulation.Tests.Clients;

/// <summary>fal's official JavaScript client, installed once, and a simulator on the machine's clock with real clips.</summary>
public sealed class OfficialClient : IAsyncLifetime
{
    private FalSimulator? _simulator;

    private static string Folder => RepositoryFile.Path("tests/clients/fal");

    internal FalSimulator Simulator => _simulator!;

    public async Task InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@fal-ai", "client")))
        {
            (int code, string output) = await RunAsync("npm", ["ci", "--no-audit", "--no-fund"]);
            code.ShouldBe(0, "npm ci in tests/clients/fal failed. Node 20.15 or newer and a package registry are needed.\n" + output);
        }

        _simulator = await FalSimulator.StartAsync(new FalSimulatorOptions
        {
            QueueTime = TimeSpan.FromMilliseconds(200),
            InferenceTime = TimeSpan.FromMilliseconds(200),
            Concurrency = 8,
        });
    }

    public async Task DisposeAsync()
    {
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }
    }

    /// <summary>Runs one script; returns what each of its checks reported.</summary>
    internal async Task<IReadOnlyList<JsonNode>> ChecksAsync(string script)
    {
        (int _, string output) = await RunAsync("node", [script]);
        return [.. output.Split('\n').Where(static line => line.StartsWith('{')).Select(static line => JsonNode.Parse(line)!)];
    }

    private async Task<(int Code, string Output)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["FAL_SIMULATOR"] = _simulator?.Addresses.Root.ToString() ?? "";
        start.Environment.Remove("FAL_KEY");
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
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
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within 3 minutes.", late);
        }
    }
}
