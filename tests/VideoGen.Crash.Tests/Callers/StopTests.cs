using System.Text.Json.Nodes;
using VideoGen.Crash.Processes;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Crash.Tests.Callers;

/// <summary>
/// A program that is told to end while segments are at the provider and a call waits for them: the call is answered, nothing more is
/// ordered, and the next program delivers. The provider would hold the segments for ever.
/// </summary>
public sealed class StopTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestFolder _folder = new();
    private readonly HttpClient _http = new();
    private RunningProgram _simulator = null!;
    private Uri _fal = null!;

    private string Home => _folder["home"];

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

    [Theory]
    [MemberData(nameof(Transport.All), MemberType = typeof(Transport))]
    public async Task Being_told_to_end_answers_who_waits_and_the_next_start_delivers_what_was_ordered(string name)
    {
        string answer;
        await using (Transport stopping = await Transport.StartAsync(name, Home, Settings()))
        {
            Task<string> waiting = stopping.OrderAsync(Order(wait: 90));
            await UntilAllRunAsync();

            int[] codes = await stopping.StopAsync();

            answer = await waiting.WaitAsync(Patience);
            codes.ShouldAllBe(code => code == (name == "command line" ? 4 : 0));
        }

        answer.ShouldContain("provider_pending");
        (await OrdersAsync()).ShouldBe(2);
        await ReleaseAsync(2);

        await using Transport next = await Transport.StartAsync(name, Home, Settings());
        string delivered = await next.OrderAsync(Order(wait: 90));

        Transport.RequestIn(delivered).ShouldBe(Transport.RequestIn(answer));
        delivered.ShouldContain("\"finished\"", customMessage: delivered);
        (await OrdersAsync()).ShouldBe(2);
    }

    /// <summary>A caller that lost its answer makes a new key, joins, is cut off again, and repeats its call after the end.</summary>
    [Theory]
    [MemberData(nameof(Transport.All), MemberType = typeof(Transport))]
    public async Task A_key_that_joined_is_answered_with_the_same_request_by_the_next_start_and_after_the_end(string name)
    {
        string request;
        await using (Transport stopping = await Transport.StartAsync(name, Home, Settings()))
        {
            request = Transport.RequestIn(await stopping.OrderAsync(Order(wait: 0)));
            Task<string> joining = stopping.OrderAsync(Order(wait: 90, key: "another key"));
            await UntilAllRunAsync();
            await UntilKnownAsync("another key");
            await stopping.StopAsync();
            Transport.RequestIn(await joining.WaitAsync(Patience)).ShouldBe(request);
        }

        await ReleaseAsync(2);
        await using Transport next = await Transport.StartAsync(name, Home, Settings());
        (await next.OrderAsync(Order(wait: 90, key: "the key"))).ShouldContain("\"finished\"");

        string repeated = await next.OrderAsync(Order(wait: 90, key: "another key"));

        Transport.RequestIn(repeated).ShouldBe(request);
        repeated.ShouldContain("\"finished\"", customMessage: repeated);
        (await next.OrderAsync(Order(wait: 0, key: "another key", words: "A boat."))).ShouldContain("request_key_taken");
        (await OrdersAsync()).ShouldBe(2);
    }

    private static JsonObject Order(double wait, string key = "the key", string words = "A lamp.")
    {
        JsonObject order = SampleOrders.Storyboard(2, wait);
        order["request_key"] = key;
        order["storyboard_frames"]![0]!["description"] = words;
        return order;
    }

    private async Task UntilAllRunAsync()
    {
        await using var ledger = new SqliteLedger(new SqliteLedgerOptions(Path.Combine(Home, "ledger.db")), TimeProvider.System);
        using var limit = new CancellationTokenSource(Patience);
        while (await ledger.ListNewestJobsAsync(9, limit.Token) is not [{ State: JobState.Running }, { State: JobState.Running }])
        {
            await Task.Delay(Look, TimeProvider.System, limit.Token);
        }
    }

    private async Task UntilKnownAsync(string key)
    {
        await using var ledger = new SqliteLedger(new SqliteLedgerOptions(Path.Combine(Home, "ledger.db")), TimeProvider.System);
        using var limit = new CancellationTokenSource(Patience);
        while (await ledger.FindRequestByKeyAsync(key, limit.Token) is null)
        {
            await Task.Delay(Look, TimeProvider.System, limit.Token);
        }
    }

    // A segment is held once its clip is made.
    private async Task ReleaseAsync(int segments)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (segments > 0)
        {
            using HttpResponseMessage answer = await _http.PostAsync(new Uri(_fal, "_sim/release"), null, limit.Token);
            segments -= (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync(limit.Token))!["released"]!;
            await Task.Delay(Look, TimeProvider.System, limit.Token);
        }
    }

    // Orders that the provider took.
    private async Task<int> OrdersAsync() => JsonNode.Parse(await _http.GetStringAsync(new Uri(_fal, "_sim/truth")))!["jobs"]!.AsArray().Count;

    private Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["VIDEOGEN_PROVIDER"] = "fal-ai",
        ["FAL_KEY"] = "sim-key:sim-secret",
        ["VIDEOGEN_FAL_QUEUE_URL"] = At("queue"),
        ["VIDEOGEN_FAL_SYNC_URL"] = At("sync"),
        ["VIDEOGEN_FAL_REST_URL"] = At("rest"),
        ["VIDEOGEN_FAL_PLATFORM_URL"] = At("platform"),
        ["VIDEOGEN_FAL_POLL_INTERVAL_SECONDS"] = "0.5",
    };

    private string At(string host) => new Uri(_fal, host).AbsoluteUri;
}
