using System.Diagnostics;

namespace VideoGen.Server.Tests.Mcp.Rig;

/// <summary>The program <c>videogen-server</c>, run as people run it, with the animatic as its provider.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it serves MCP.</summary>
    public Uri Address { get; }

    /// <summary>Starts one on a home folder, which several may share, with further variables where a test wants them.</summary>
    public static async Task<ServerProcess> StartAsync(string home, Dictionary<string, string>? variables = null)
    {
        string build = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "VideoGen.Server", build, "videogen-server"));
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = home,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["VIDEOGEN_HOME"] = home, ["VIDEOGEN_PROVIDER"] = "animatic", ["VIDEOGEN_SERVER_PORT"] = "0" },
        };
        foreach ((string name, string value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        const string Mark = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = process.StandardOutput.ReadToEndAsync(); // or a full pipe would hold it up
                return new ServerProcess(process, new Uri($"{line[(at + Mark.Length)..].Trim()}/mcp"));
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
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
}
