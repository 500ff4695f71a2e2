using System.Collections.Concurrent;
using System.Diagnostics;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>One node: the program <c>videogen-server</c>, started again by whoever looks after it, with signals as an operating system sends them.</summary>
internal sealed class Node(int number, string home, IReadOnlyDictionary<string, string> variables) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;
    private Task _reading = Task.CompletedTask;

    public int Number => number;

    public int Port { get; } = Ports.Free();

    public int SiloPort { get; } = Ports.Free();

    public Uri Root => new($"http://127.0.0.1:{Port}/");

    /// <summary>The last lines it printed, for reports.</summary>
    public string Output => string.Join('\n', _lines.TakeLast(60));

    public void Start()
    {
        var start = new ProcessStartInfo(ProgramFile.Server)
        {
            WorkingDirectory = home,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["VIDEOGEN_HOME"] = home,
                ["VIDEOGEN_PROVIDER"] = "fal-ai",
                ["VIDEOGEN_SERVER_PORT"] = $"{Port}",
                ["VIDEOGEN_CLUSTER_ADDRESS"] = "127.0.0.1",
                ["VIDEOGEN_CLUSTER_PORT"] = $"{SiloPort}",
            },
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
    }

    /// <summary>Waits until it is a node of the cluster.</summary>
    public async Task ReadyAsync()
    {
        long begun = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (_process!.HasExited || Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new InvalidOperationException($"Node {number} is not ready (ended: {_process.HasExited}):\n{Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    public async Task<bool> IsReadyAsync()
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

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended, and answers its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Waits until all that it printed before it ended is read.</summary>
    public Task PrintedAsync() => _reading.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _http.Dispose();
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }
}
