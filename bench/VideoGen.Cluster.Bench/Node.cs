using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VideoGen.Cluster.Bench;

/// <summary>One server: the program <c>videogen-server</c> in a process of its own, with settings from its environment.</summary>
internal sealed class Node : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ProcessStartInfo _start;
    private Process? _process;

    /// <summary>A node that is started later.</summary>
    /// <param name="program">The program.</param>
    /// <param name="home">Its folder.</param>
    /// <param name="variables">Its environment.</param>
    /// <param name="isOfCluster">True for a node of a cluster.</param>
    public Node(string program, string home, IReadOnlyDictionary<string, string> variables, bool isOfCluster)
    {
        _start = new ProcessStartInfo(program) { WorkingDirectory = home, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in variables)
        {
            _start.Environment[name] = value;
        }

        _start.Environment["VIDEOGEN_HOME"] = home;
        _start.Environment["VIDEOGEN_SERVER_PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        if (isOfCluster)
        {
            _start.Environment["VIDEOGEN_CLUSTER_ADDRESS"] = "127.0.0.1";
            _start.Environment["VIDEOGEN_CLUSTER_PORT"] = ClusterPort.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Its folder.</summary>
    public string Home => _start.WorkingDirectory;

    public int Port { get; } = FreePort();

    public int ClusterPort { get; } = FreePort();

    public Uri Root => new($"http://127.0.0.1:{Port}/");

    public bool IsUp => _process is { HasExited: false };

    /// <summary>Processor time of all its processes so far, seconds.</summary>
    public double Cpu => _process is { HasExited: false } ? Processes.Cpu(_process.Id) : 0;

    /// <summary>Processor time of the programs that it started and that have ended, seconds.</summary>
    public double CpuOfPrograms => Processes.CpuOfEnded(_process!.Id);

    public double ResidentMib => Processes.ResidentMib(_process!.Id);

    /// <summary>Starts it, and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        Directory.CreateDirectory(_start.WorkingDirectory);
        _process?.Dispose();
        _process = Process.Start(_start)!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        long begun = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (!IsUp || Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new InvalidOperationException($"The node is not ready:\n{string.Join('\n', _lines.TakeLast(20))}");
            }

            await Task.Delay(Look, TimeProvider.System);
        }
    }

    /// <summary>Ends it as a crash would.</summary>
    public void Kill() => _process!.Kill();

    /// <summary>Asks it to stop, and waits.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (IsUp)
        {
            Kill();
            _process!.WaitForExit();
        }

        _process?.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(Root, "health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
