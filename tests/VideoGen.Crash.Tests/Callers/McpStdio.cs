using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Crash.Processes;
using VideoGen.Testing;

namespace VideoGen.Crash.Tests.Callers;

/// <summary><c>videogen mcp</c>: one process, spoken to in lines.</summary>
internal sealed class McpStdio(string home) : Transport(home)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _asked = new();
    private readonly Lock _writing = new();
    private Process _process = null!;
    private int _last;

    public override async Task<string> OrderAsync(JsonObject request) =>
        (await AskAsync("tools/call", new() { ["name"] = "synthesize_video_segments", ["arguments"] = request.DeepClone() })).ToJsonString();

    public override async Task<int[]> StopAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await Programs.StopAsync(_process, limit.Token);
        return [_process.ExitCode];
    }

    public override async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    protected override async Task BeginAsync()
    {
        Directory.CreateDirectory(Home);
        _process = Programs.Start(ProgramFile.Videogen, ["mcp"], Home, Settings, talks: true);
        _ = _process.StandardError.ReadToEndAsync();
        _ = ReadAsync();
        await AskAsync("initialize", JsonNode.Parse("""{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"hand","version":"1"}}""")!.AsObject());
        Write(new() { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
    }

    private Task<JsonObject> AskAsync(string method, JsonObject parameters)
    {
        int id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        Write(new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        return answer.Task.WaitAsync(Patience);
    }

    private void Write(JsonObject message)
    {
        lock (_writing)
        {
            _process.StandardInput.WriteLine(message.ToJsonString());
            _process.StandardInput.Flush();
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var message = (JsonObject)JsonNode.Parse(line)!;
            if (message["id"] is { } id && !message.ContainsKey("method") && _asked.TryRemove((int)id, out TaskCompletionSource<JsonObject>? answer))
            {
                answer.TrySetResult(message);
            }
        }

        foreach (TaskCompletionSource<JsonObject> answer in _asked.Values)
        {
            answer.TrySetException(new EndOfStreamException("The program ended without an answer."));
        }
    }
}
