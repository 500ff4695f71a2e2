using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime;
using Microsoft.Extensions.Logging;
using VideoGen.FalSimulation;
using VideoGen.Host.Configuration;
using VideoGen.Server;

namespace VideoGen.Load.Bench;

/// <summary>The server in a process of its own, as <c>videogen-server</c> composes it, which tells how large its heap is when asked.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const string Verb = "serve";

    private readonly Process _process;

    private ServerProcess(Process process, string home, Uri address) => (_process, Home, Address) = (process, home, address);

    public string Home { get; }

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(string folder, Uri fal)
    {
        string home = Path.Combine(folder, "home");
        int port = FreePort();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, home, port.ToString(CultureInfo.InvariantCulture), fal.AbsoluteUri])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["FAL_KEY"] = "sim-key:sim-secret";
        Process process = Process.Start(start)!;
        _ = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new ServerProcess(process, home, new Uri($"http://127.0.0.1:{port}/"));
    }

    /// <summary>What the child does: serve until its standard input ends. A line asks for the size of the heap and the figures of webhooks.</summary>
    public static async Task RunAsync(string home, int port, Uri root)
    {
        var fal = new FalSimulatorAddresses(root);
        var settings = new Settings
        {
            Home = home,
            Provider = VideoGen.Fal.FalProvider.WireName,
            Server = new ServerSettings { Port = port },
            Fal = new FalSettings
            {
                QueueUrl = fal.Queue,
                SyncUrl = fal.Sync,
                RestUrl = fal.Rest,
                JwksUrl = fal.Jwks,
                PlatformUrl = fal.Platform,
                WebhookUrl = $"http://127.0.0.1:{port}",
            },
        };
        using var webhooks = new WebhookWatch();
        await using var server = new VideoGenServer(settings, TimeProvider.System, logging: log => log.ClearProviders().AddFilter("", LogLevel.Error)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)); // standard output is for figures
        await server.StartAsync();
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(false)}|{webhooks}"));
        }
    }

    /// <summary>What the process takes, now.</summary>
    public async Task<Footprint> MeasureAsync()
    {
        long before = Status("VmRSS");
        await _process.StandardInput.WriteLineAsync("measure");
        await _process.StandardInput.FlushAsync();
        string[] answer = (await _process.StandardOutput.ReadLineAsync())!.Split('|');
        return new Footprint(long.Parse(answer[0], CultureInfo.InvariantCulture), before, Status("VmRSS"), Status("Threads"), answer[1]);
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private long Status(string name)
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(name + ":", StringComparison.Ordinal));
        string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(words[1], CultureInfo.InvariantCulture) * (words.Length > 2 ? 1024 : 1);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
