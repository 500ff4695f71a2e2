using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Crash.Processes;
using VideoGen.Testing;

namespace VideoGen.Crash.Tests.Callers;

/// <summary><c>videogen generate</c>: a process for each order.</summary>
internal sealed class CommandLine(string home) : Transport(home)
{
    private readonly ConcurrentBag<Process> _started = [];
    private int _orders;

    public override async Task<string> OrderAsync(JsonObject request)
    {
        string file = Path.Combine(Directory.CreateDirectory(Home).FullName, $"order-{Interlocked.Increment(ref _orders)}-{Path.GetRandomFileName()}.json");
        var body = (JsonObject)request.DeepClone();
        string wait = body["wait_seconds"]!.ToString();
        await File.WriteAllTextAsync(file, body.ToJsonString());
        Process process = Programs.Start(ProgramFile.Videogen, ["generate", file, "--json", "--wait", wait], Home, Settings);
        _started.Add(process);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return output.Length > 0 ? output : throw new EndOfStreamException(await error);
    }

    public override async Task<int[]> StopAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        Process[] alive = [.. _started.Where(p => !p.HasExited)];
        await Task.WhenAll(alive.Select(p => Programs.StopAsync(p, limit.Token)));
        return [.. alive.Select(p => p.ExitCode)];
    }

    public override async Task KillAsync()
    {
        foreach (Process process in _started)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
