using System.Text.Json.Nodes;
using VideoGen.Crash.Processes;
using VideoGen.Testing;

namespace VideoGen.Crash.Tests.Callers;

/// <summary>A simulated fal that holds every segment until a test releases it: a call that waits does so for as long as the test wants.</summary>
public sealed class HeldFal : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestFolder _folder = new();
    private readonly HttpClient _http = new();
    private RunningProgram _simulator = null!;
    private Uri _fal = null!;

    public async Task InitializeAsync()
    {
        const string mark = "# fal simulator on ";
        string? said = null;
        string[] arguments = ["--port", "0", "--prepared-clips", "--clip-folder", _folder["clips"], "--queue-seconds", "0", "--inference-seconds", "0", "--play", "held"];
        _simulator = new RunningProgram(
            Programs.Start(ProgramFile.FalSimulator, arguments, _folder.Path, new Dictionary<string, string>(StringComparer.Ordinal)),
            line => (said = line.StartsWith(mark, StringComparison.Ordinal) ? line[mark.Length..].Trim() : said) is not null && line is "# ready" ? said : null);
        _fal = new Uri(await _simulator.Ready.WaitAsync(Patience));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _simulator.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>Settings of a program that orders here.</summary>
    internal Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["VIDEOGEN_PROVIDER"] = "fal-ai",
        ["FAL_KEY"] = "sim-key:sim-secret",
        ["VIDEOGEN_FAL_QUEUE_URL"] = At("queue"),
        ["VIDEOGEN_FAL_SYNC_URL"] = At("sync"),
        ["VIDEOGEN_FAL_REST_URL"] = At("rest"),
        ["VIDEOGEN_FAL_PLATFORM_URL"] = At("platform"),
        ["VIDEOGEN_FAL_POLL_INTERVAL_SECONDS"] = "0.1",
    };

    /// <summary>Orders that it took so far.</summary>
    internal async Task<int> OrdersAsync() => JsonNode.Parse(await _http.GetStringAsync(new Uri(_fal, "_sim/truth")))!["jobs"]!.AsArray().Count;

    /// <summary>Releases so many segments, each once its clip is made.</summary>
    internal async Task ReleaseAsync(int segments)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (segments > 0)
        {
            segments -= await ReleaseAllAsync(limit.Token);
            await Task.Delay(Look, TimeProvider.System, limit.Token);
        }
    }

    /// <summary>Releases whatever comes until a call is answered.</summary>
    internal async Task<string> ReleaseUntilAsync(Task<string> answered)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!answered.IsCompleted)
        {
            await ReleaseAllAsync(limit.Token);
            await Task.WhenAny(answered, Task.Delay(Look, TimeProvider.System, limit.Token));
        }

        return await answered;
    }

    private async Task<int> ReleaseAllAsync(CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.PostAsync(new Uri(_fal, "_sim/release"), null, cancellationToken);
        return (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["released"]!;
    }

    private string At(string host) => new Uri(_fal, host).AbsoluteUri;
}
