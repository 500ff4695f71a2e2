using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Mcp.Rig;

/// <summary>The program <c>videogen-server</c>, run as people run it, with the animatic as its provider.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;

    private readonly ConcurrentQueue<string> _lines = [];

    private Task _reading = Task.CompletedTask;

    private ServerProcess(Process process, Uri root) => (_process, Root) = (process, root);

    /// <summary>Where it listens.</summary>
    public Uri Root { get; }

    /// <summary>Where it serves MCP.</summary>
    public Uri Address => new(Root, "mcp");

    /// <summary>What it has printed so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Starts one on a home folder, which several may share, with more variables in its environment.</summary>
    public static async Task<ServerProcess> StartAsync(string home, params (string Name, string Value)[] variables)
    {
        Process process = Process.Start(How(home, variables))!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (Listening().Match(line) is { Success: true } found)
            {
                var server = new ServerProcess(process, new Uri(found.Groups["root"].Value));
                server._lines.Enqueue(line);
                server._reading = server.ReadOnAsync(); // or a full pipe would hold it up
                return server;
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    /// <summary>Starts one that must not come up. Answers its exit code and all that it printed.</summary>
    public static async Task<(int Code, string Output, string Error)> FailAsync(string home, params (string Name, string Value)[] variables)
    {
        ProcessStartInfo start = How(home, variables);
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Ends it as a service manager would, and waits for the last of its lines.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>Waits until it has printed something.</summary>
    public async Task<string> SaysAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (_lines.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal)) is { } line)
            {
                return line;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private static ProcessStartInfo How(string home, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(ProgramFile.Server)
        {
            WorkingDirectory = home,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["VIDEOGEN_HOME"] = home, ["VIDEOGEN_PROVIDER"] = "animatic", ["VIDEOGEN_SERVER_PORT"] = "0" },
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task ReadOnAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }

    [GeneratedRegex(@"Now listening on: (?<root>http://[^\s""]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Listening();
}
