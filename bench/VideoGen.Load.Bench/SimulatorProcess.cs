using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation;

namespace VideoGen.Load.Bench;

/// <summary>The simulator in a process of its own. It holds runs until it is told to end them, and all callbacks leave at once then.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    public const string Verb = "simulate";

    private const int Connections = 512; // fewer than a server takes from one address
    private readonly Process _process;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };

    private SimulatorProcess(Process process, Uri root) => (_process, Addresses) = (process, new FalSimulatorAddresses(root));

    public FalSimulatorAddresses Addresses { get; }

    public static async Task<SimulatorProcess> StartAsync()
    {
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Verb]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        string root = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulator did not start.");
        return new SimulatorProcess(process, new Uri(root));
    }

    /// <summary>What the child does: simulate until its standard input ends.</summary>
    public static async Task RunAsync()
    {
        await using FalSimulator simulator = await FalSimulator.StartAsync(new FalSimulatorOptions
        {
            Renderer = new PlainClip(),
            PreparedClips = true,
            CheckPictures = false,
            Concurrency = 1_000_000,
            QueueTime = TimeSpan.Zero,
            InferenceTime = TimeSpan.Zero,
            WebhookConnections = Connections,
            KeptJobs = 100_000,
        });
        Console.WriteLine(simulator.Addresses.Root);
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Plays behaviours for every submit from now on.</summary>
    public async Task PlayAsync(string behaviours)
    {
        using var script = new StringContent($$"""{"rules":[{"behaviours":["{{behaviours}}"]}]}""");
        using HttpResponseMessage answer = await _http.PutAsync(new Uri(Addresses.Root, "_sim/script"), script);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Ends held runs now, those first that were held first.</summary>
    /// <param name="most">How many.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> ReleaseAsync(int most = int.MaxValue)
    {
        using HttpResponseMessage answer = await _http.PostAsync(new Uri(Addresses.Root, $"_sim/release?count={most}"), null);
        return (int)JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["released"]!;
    }

    /// <summary>What really happened: runs created, and runs billed.</summary>
    public async Task<(long Created, int Billed)> TruthAsync()
    {
        JsonNode truth = JsonNode.Parse(await _http.GetStringAsync(new Uri(Addresses.Root, "_sim/truth")))!;
        return ((long)truth["jobs_created"]!, truth["jobs"]!.AsArray().Count(j => (decimal)j!["billed_usd"]! > 0));
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
