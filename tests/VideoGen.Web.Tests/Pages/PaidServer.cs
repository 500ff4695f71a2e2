using System.Net;
using System.Net.Sockets;
using VideoGen.FalSimulation;
using VideoGen.Server.Tests.Mcp.Rig;
using VideoGen.Testing;

namespace VideoGen.Web.Tests.Pages;

/// <summary>The real server with a simulated fal behind it, which tells of a finished job by webhook alone: nobody asks it again within the minute.</summary>
internal sealed class PaidServer : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestFolder _home = new();
    private readonly int _port = FreePort();
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

    private async Task BeginAsync() => Server = await ServerProcess.StartAsync(
        _home.Path,
        [
            .. _fal.Addresses.Environment.Select(v => (v.Key, v.Value)), ("VIDEOGEN_PROVIDER", "fal-ai"), ("VIDEOGEN_SERVER_PORT", $"{_port}"), ("VIDEOGEN_FAL_WEBHOOK_URL", $"http://127.0.0.1:{_port}"),
            ("VIDEOGEN_FAL_FRAME_TRANSFER", "data_uri"), ("VIDEOGEN_FAL_POLL_INTERVAL_SECONDS", "60"),
        ]);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
