using System.Collections.Concurrent;
using System.Diagnostics;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>One node: the program <c>videogen-server</c>, started again by whoever looks after it, with signals as an operating system sends them.</summary>
internal sealed class Node(int number, string home, IReadOnlyDictionary<string, string> variables, NodeEndpoints? endpoints = null) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentQueue<int> _ends = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;
    private Task _reading = Task.CompletedTask;
    private volatile bool _isWanted;

    public int Number => number;

    /// <summary>Its folder.</summary>
    public string Home => home;

    /// <summary>Its process, that runs or ran last.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Where it is, or will be when it is started next.</summary>
    public NodeEndpoints Endpoints { get; set; } = endpoints ?? NodeEndpoints.Loopback();

    /// <summary>The program that is started next.</summary>
    public string Program { get; set; } = ProgramFile.Server;

    public Uri Root => Endpoints.Root;

    /// <summary>The last lines it printed, for reports.</summary>
    public string Output => string.Join('\n', _lines.TakeLast(60));

    /// <summary>Exit codes with which it ended while it was wanted, and was started again.</summary>
    public IReadOnlyCollection<int> Ends => _ends;

    public void Start()
    {
        string[] command = [.. Endpoints.Namespace is { } space ? Network.Inside(space) : [], Program];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = home,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["VIDEOGEN_HOME"] = home,
                ["VIDEOGEN_PROVIDER"] = "fal-ai",
                ["VIDEOGEN_SERVER_ADDRESS"] = Endpoints.Address,
                ["VIDEOGEN_SERVER_PORT"] = $"{Endpoints.Port}",
                ["VIDEOGEN_CLUSTER_ADDRESS"] = Endpoints.ClusterAddress,
                ["VIDEOGEN_CLUSTER_PORT"] = $"{Endpoints.ClusterPort}",
            },
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _isWanted = true;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
    }

    /// <summary>Starts it again when it has ended and nobody wanted that, as a supervisor does with <c>Restart=on-failure</c>.</summary>
    public void Keep()
    {
        if (_isWanted && _process is { HasExited: true, ExitCode: int code })
        {
            _ends.Enqueue(code);
            Start();
        }
    }

    /// <summary>Waits until it is a node of the cluster.</summary>
    /// <param name="isKept">Whether somebody starts it again when it ends before that.</param>
    public async Task ReadyAsync(bool isKept = false)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if ((!isKept && _process!.HasExited) || Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new InvalidOperationException($"Node {number} is not ready (ended: {_process!.HasExited}):\n{Output}");
            }

            await Task.Delay(Look, TimeProvider.System);
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
        _isWanted = false;
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, waits until it has, and answers its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _isWanted = false;
        await SignalAsync("TERM");
        return await EndedAsync();
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until the process that runs now has ended, and answers its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        Process process = _process!;
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
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
