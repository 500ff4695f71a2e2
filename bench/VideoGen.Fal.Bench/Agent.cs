using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using VideoGen.Contract;
using VideoGen.FalSimulation;
using VideoGen.Host.Configuration;
using VideoGen.Server;
using VideoGen.Synthesis;

namespace VideoGen.Fal.Bench;

/// <summary>The product as it runs: agent, ledger on disk, server that takes webhooks over HTTP; all in this process.</summary>
internal sealed class Agent : IAsyncDisposable
{
    public const string Key = "sim-key:sim-secret";

    private readonly Settings _settings;
    private readonly FalSimulatorAddresses _fal;
    private int _clips;

    private Agent(Settings settings, FalSimulatorAddresses fal)
    {
        (_settings, _fal) = (settings, fal);
        Server = new VideoGenServer(settings, TimeProvider.System, logging: log => log.SetMinimumLevel(LogLevel.Warning));
    }

    public VideoGenServer Server { get; }

    /// <summary>Where webhooks go.</summary>
    public Uri WebhookUrl => new(_settings.Fal.WebhookUrl!);

    public static async Task<Agent> StartAsync(string home, FalSimulatorAddresses fal, PayloadSettings? payload = null, bool metrics = true)
    {
        Environment.SetEnvironmentVariable("FAL_KEY", Key);
        int port = FreePort();
        var agent = new Agent(
            new Settings
            {
                Home = home,
                Provider = FalProvider.WireName,
                Payload = payload ?? new PayloadSettings(),
                Server = new ServerSettings { Port = port },
                Telemetry = new TelemetrySettings { Metrics = metrics },
                Fal = new FalSettings
                {
                    QueueUrl = fal.Queue,
                    SyncUrl = fal.Sync,
                    RestUrl = fal.Rest,
                    JwksUrl = fal.Jwks,
                    PlatformUrl = fal.Platform,
                    WebhookUrl = $"http://127.0.0.1:{port}",
                },
            },
            fal);
        await agent.Server.StartAsync();
        return agent;
    }

    /// <summary>Waits until what is made behind the answers is made: a poster and a proxy of each clip.</summary>
    public async Task SettleAsync()
    {
        DirectoryInfo previews = Directory.CreateDirectory(Path.Combine(_settings.Home, "previews"));
        while (previews.EnumerateFiles("*.mp4").Count() < _clips)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <summary>Everything from the request to the complete answer.</summary>
    public async Task RunAsync(Order order, IProgress<SegmentProgress>? progress = null)
    {
        Answer<SynthesisAnswer> answer = await Server.Agent.Segments.SynthesizeAsync(new SynthesisCall(order.Request) { LocalFolder = "/" }, progress, CancellationToken.None);
        if (answer is not Answer<SynthesisAnswer>.Given { Value: { Status: RequestStatus.Finished, FailedSegments.IsEmpty: true } delivered })
        {
            throw new InvalidOperationException($"Not delivered: {answer}");
        }

        _clips += delivered.VideoSegments.Length;
    }

    /// <summary>The same by <c>videogen generate</c> in a process of its own, on the same ledger, while the server here takes the webhooks.</summary>
    public Task<Cost> RunProcessAsync(string program, string requestFile)
    {
        var start = new ProcessStartInfo(program, ["generate", requestFile, "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach ((string name, string value) in _fal.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["VIDEOGEN_HOME"] = _settings.Home;
        start.Environment["VIDEOGEN_FAL_WEBHOOK_URL"] = _settings.Fal.WebhookUrl;
        return Usage.OfProcessAsync(start);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
