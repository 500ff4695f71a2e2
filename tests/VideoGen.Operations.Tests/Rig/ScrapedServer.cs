using VideoGen.Payload.Tests.Cms;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Server.Tests.Rig;
using VideoGen.Testing;

namespace VideoGen.Operations.Tests.Rig;

/// <summary>
/// An eventful server, a node of a cluster whose CMS is away, and a Prometheus that has watched both from their first minute, with everything twice: a rate needs
/// two samples. The second is a process of its own, since instruments of one process are collected together.
/// </summary>
public sealed class ScrapedServer : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _home = new();
    private readonly PostgresServer _database = new();
    private PaidPath? _path;
    private ServerProcess? _withoutCms;

    internal PrometheusServer Prometheus { get; private set; } = null!;

    /// <summary>What both servers say of themselves at the end.</summary>
    internal string[] Scrapes { get; private set; } = [];

    public async Task InitializeAsync()
    {
        _path = await EventfulServer.StartAsync();
        await _database.StartAsync();
        _withoutCms = await ServerProcess.StartAsync(
            _home.Path,
            ("VIDEOGEN_PAYLOAD_URL", "http://127.0.0.1:1"),
            ("PAYLOAD_API_KEY", "key-of-a-cms-that-is-away"),
            ("VIDEOGEN_LEDGER_CONNECTION", _database.ConnectionTo("postgres")),
            ("VIDEOGEN_CLUSTER_ADDRESS", "127.0.0.1"),
            ("VIDEOGEN_CLUSTER_PORT", $"{FreePort.Find()}"));
        Prometheus = await PrometheusServer.StartAsync(_path.Local, _withoutCms.Address);
        await EventfulServer.OrderAsync(_withoutCms.Address, new Order { Wait = 0 });
        await EventfulServer.LiveAsync(_path);
        await SeenAsync(1);
        await EventfulServer.LiveAsync(_path);
        await SeenAsync(2);
        using var http = new HttpClient();
        Scrapes = await Task.WhenAll(new[] { _path.Local, _withoutCms.Address }.Select(server => http.GetStringAsync(new Uri(server, "/metrics"))));
    }

    public async Task DisposeAsync()
    {
        await Prometheus.DisposeAsync();
        await _path!.DisposeAsync();
        await _withoutCms!.DisposeAsync();
        await _database.DisposeAsync();
    }

    public void Dispose() => _home.Dispose();

    // The last thing that happened is the last that is counted.
    private Task SeenAsync(int rounds) => PrometheusServer.UntilAsync(
        async () => await Prometheus.AskAsync("sum(videogen_segments_total{gen_ai_provider_name=\"fal-ai\"})") is [var segments] && segments >= 4 * rounds,
        "Prometheus does not see the segments.");
}
