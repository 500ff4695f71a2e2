using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace VideoGen.Fal.Bench;

/// <summary>fal's official JavaScript client: one process that lives, and processes for one order each.</summary>
internal sealed class NodeClient : IDisposable
{
    private readonly string _script;
    private readonly Uri _simulator;
    private readonly Process _process;

    public NodeClient(string repository, Uri simulator)
    {
        (_script, _simulator) = (Path.Combine(repository, "bench", "VideoGen.Fal.Bench", "subscribe.mjs"), simulator);
        _process = Process.Start(Start())!;
    }

    /// <summary>All segments of an order, in the process that lives.</summary>
    public async Task<Cost> RunAsync(Order order, int? pollInterval)
    {
        await _process.StandardInput.WriteLineAsync(Line(order, pollInterval));
        await _process.StandardInput.FlushAsync();
        string line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());
        JsonNode figures = JsonNode.Parse(line)!;
        return new Cost((double)figures["wall"]!, (double)figures["cpu"]!);
    }

    /// <summary>The whole process for one order.</summary>
    public Task<Cost> RunProcessAsync(Order order, int? pollInterval) => Usage.OfProcessAsync(Start(Line(order, pollInterval)));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Line(Order order, int? pollInterval) =>
        new JsonObject { ["segments"] = order.Segments.DeepClone(), ["pollInterval"] = pollInterval }.ToJsonString();

    private ProcessStartInfo Start(params string[] order)
    {
        var start = new ProcessStartInfo("node", [_script, .. order]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["FAL_SIMULATOR"] = string.Create(CultureInfo.InvariantCulture, $"{_simulator}");
        start.Environment["FAL_KEY"] = Agent.Key;
        return start;
    }
}
