using System.Net;
using System.Net.Sockets;
using VideoGen.FalSimulation;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;

namespace VideoGen.Web.Tests.Pages;

/// <summary>The real server with a simulated fal behind it, which tells of a finished job by webhook alone: nobody asks it again within the minute.</summary>
internal sealed class PaidServer : IAsyncDisposable
{
    private const int LowestPort = 20_000;
    private const int Ports = 10_000;
    private const int Draws = 5;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestFolder _home = new();
    private int? _port;
    private readonly FalSimulator _fal;

    private PaidServer(FalSimulator fal) => _fal = fal;

    /// <summary>The server that runs now.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>Starts both.</summary>
    /// <param name="play">What fal does with every job.</param>
    public static async Task<PaidServer> StartAsync(string play)
    {
        FalSimulator fal = await FalSimulator.StartAsync(new FalSimulatorOptions
        {
            QueueTime = TimeSpan.FromMilliseconds(5),
            InferenceTime = TimeSpan.FromMilliseconds(5),
            OthersAhead = 0,
        });
        fal.Play(play);
        var paid = new PaidServer(fal);
        await paid.BeginAsync();
        return paid;
    }

    /// <summary>The server dies and another one starts at the same address with the same home.</summary>
    /// <param name="between">What is looked at while there is none.</param>
    public async Task RestartAsync(Func<Task> between)
    {
        await Server.KillAsync();
        await between();
        await Server.DisposeAsync();
        await BeginAsync();
    }

    /// <summary>Has fal finish one job that it holds, once there is one.</summary>
    public async Task FinishOneAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (_fal.Release(1) == 0)
        {
            await Task.Delay(Look, TimeProvider.System, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _fal.DisposeAsync();
        _home.Dispose();
    }

    // Between the draw of the port and the server's start somebody else may take it: then another one is drawn, once there is a server it stays.
    private async Task BeginAsync()
    {
        if (_port is { } known)
        {
            Server = await StartAsync(known);
            return;
        }

        for (int left = Draws; Server is null; left--)
        {
            int port = FreePort();
            try
            {
                Server = await StartAsync(port);
                _port = port;
            }
            catch (InvalidOperationException) when (left > 1)
            {
                // it ended before it listened
            }
        }
    }

    private Task<ServerProcess> StartAsync(int port) => ServerProcess.StartAsync(
        _home.Path,
        [
            .. _fal.Addresses.Environment.Select(v => (v.Key, v.Value)), ("VIDEOGEN_PROVIDER", "fal-ai"), ("VIDEOGEN_SERVER_PORT", $"{port}"), ("VIDEOGEN_FAL_WEBHOOK_URL", $"http://127.0.0.1:{port}"),
            ("VIDEOGEN_FAL_FRAME_TRANSFER", "data_uri"), ("VIDEOGEN_FAL_POLL_INTERVAL_SECONDS", "60"),
        ]);

    // Outside of the ports that systems hand out by themselves: a restart finds it free again.
    private static int FreePort()
    {
        while (true)
        {
            int port = Random.Shared.Next(LowestPort, LowestPort + Ports);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken
            }
        }
    }
}
