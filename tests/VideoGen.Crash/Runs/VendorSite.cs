using System.Text.Json.Nodes;
using VideoGen.Crash.Judgements;
using VideoGen.Crash.Processes;
using VideoGen.Crash.Relays;
using VideoGen.Testing;

namespace VideoGen.Crash.Runs;

/// <summary>A provider of the world: its simulator, and the relay that stays before it. Ends the process that it started.</summary>
internal sealed class VendorSite : IAsyncDisposable
{
    private const string Quick = "0.3", Most = "8";

    private readonly RunningProgram _simulator;
    private readonly Relay _relay;

    private VendorSite(string provider, RunningProgram simulator, Uri own, Relay relay) => (Provider, _simulator, Own, _relay) = (provider, simulator, own, relay);

    /// <summary>Wire names of the providers that the orders of a run are spread over.</summary>
    public static IReadOnlyList<string> Providers { get; } = ["fal-ai", "openrouter", "runway"];

    /// <summary>Wire name of the provider.</summary>
    public string Provider { get; }

    /// <summary>The simulator itself, without a relay.</summary>
    public Uri Own { get; }

    /// <summary>True where a submit whose answer was lost can never be looked up: no list, and nobody is called back.</summary>
    public bool ForgetsLostSubmits => Provider is "runway";

    /// <summary>Starts a provider's simulator and the relay before it.</summary>
    /// <param name="provider">Wire name.</param>
    /// <param name="folder">Working folder; clips are kept in one below it.</param>
    /// <param name="relay">Starts the relay to an address.</param>
    /// <param name="patience">Longest time for it to start.</param>
    public static async Task<VendorSite> StartAsync(string provider, string folder, Func<Uri, Task<Relay>> relay, TimeSpan patience)
    {
        bool isFal = provider is "fal-ai";
        string mark = $"# {(isFal ? "fal" : provider)} simulator on ";
        string[] pace = ["--port", "0", "--prepared-clips", "--clip-folder", Path.Combine(folder, "clips"), "--queue-seconds", Quick, "--concurrency", Most];
        string? said = null;
        var simulator = new RunningProgram(
            isFal ? Programs.Start(ProgramFile.FalSimulator, [.. pace, "--inference-seconds", Quick], folder, Nothing) : Programs.Start(ProgramFile.Simulators, [provider, .. pace, "--run-seconds", Quick], folder, Nothing),
            line => (said = line.StartsWith(mark, StringComparison.Ordinal) ? line[mark.Length..].Trim() : said) is not null && line is "# ready" ? said : null);
        try
        {
            var own = new Uri(await simulator.Ready.WaitAsync(patience));
            return new VendorSite(provider, simulator, own, await relay(own));
        }
        catch
        {
            simulator.Dispose();
            throw;
        }
    }

    /// <summary>Fails with the simulator's last words when it has ended: nobody kills it, and what waits for its orders would wait for ever.</summary>
    public void MustLive()
    {
        if (!_simulator.IsAlive)
        {
            throw new InvalidOperationException($"The simulator of {Provider} ended:\n{_simulator.Said}");
        }
    }

    /// <summary>An address at it, over the relay.</summary>
    public string At(string path) => new Uri(_relay.Address, path).AbsoluteUri.TrimEnd('/');

    /// <summary>Reads what it really did.</summary>
    public async Task<ProviderTruth[]> TruthAsync(HttpClient http) =>
        ProviderTruth.Read(this, JsonNode.Parse(await http.GetStringAsync(new Uri(Own, "_sim/truth")))!["jobs"]!.AsArray());

    /// <summary>Address of a clip as it was made, without a relay and without a key.</summary>
    public Uri ClipAt(string url) => new(Own, new Uri(url).AbsolutePath);

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        _simulator.Dispose();
    }

    private static Dictionary<string, string> Nothing => new(StringComparer.Ordinal);
}
