using System.Text.Json.Nodes;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Crash.Tests.Callers;

/// <summary>
/// A program that is told to end while segments are at the provider and a call waits for them: the call is answered, nothing more is
/// ordered, and the next program delivers. The provider would hold the segments for ever.
/// </summary>
public sealed class StopTests(HeldFal fal) : IClassFixture<HeldFal>, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestFolder _folder = new();

    private string Home => _folder["home"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Transport.All), MemberType = typeof(Transport))]
    public async Task Being_told_to_end_answers_who_waits_and_the_next_start_delivers_what_was_ordered(string name)
    {
        int before = await fal.OrdersAsync();
        string answer;
        await using (Transport stopping = await Transport.StartAsync(name, Home, fal.Settings()))
        {
            Task<string> waiting = stopping.OrderAsync(Order(wait: 90));
            await UntilAllRunAsync();

            int[] codes = await stopping.StopAsync();

            answer = await waiting.WaitAsync(Patience);
            codes.ShouldAllBe(code => code == (name == "command line" ? 4 : 0));
        }

        answer.ShouldContain("provider_pending");
        (await fal.OrdersAsync()).ShouldBe(before + 2);
        await fal.ReleaseAsync(2);

        await using Transport next = await Transport.StartAsync(name, Home, fal.Settings());
        string delivered = await next.OrderAsync(Order(wait: 90));

        Transport.RequestIn(delivered).ShouldBe(Transport.RequestIn(answer));
        delivered.ShouldContain("\"finished\"", customMessage: delivered);
        (await fal.OrdersAsync()).ShouldBe(before + 2);
    }

    /// <summary>A caller that lost its answer makes a new key, joins, is cut off again, and repeats its call after the end.</summary>
    [Theory]
    [MemberData(nameof(Transport.All), MemberType = typeof(Transport))]
    public async Task A_key_that_joined_is_answered_with_the_same_request_by_the_next_start_and_after_the_end(string name)
    {
        int before = await fal.OrdersAsync();
        string request;
        await using (Transport stopping = await Transport.StartAsync(name, Home, fal.Settings()))
        {
            request = Transport.RequestIn(await stopping.OrderAsync(Order(wait: 0)));
            Task<string> joining = stopping.OrderAsync(Order(wait: 90, key: "another key"));
            await UntilAllRunAsync();
            await UntilKnownAsync("another key");
            await stopping.StopAsync();
            Transport.RequestIn(await joining.WaitAsync(Patience)).ShouldBe(request);
        }

        await fal.ReleaseAsync(2);
        await using Transport next = await Transport.StartAsync(name, Home, fal.Settings());
        (await next.OrderAsync(Order(wait: 90, key: "the key"))).ShouldContain("\"finished\"");

        string repeated = await next.OrderAsync(Order(wait: 90, key: "another key"));

        Transport.RequestIn(repeated).ShouldBe(request);
        repeated.ShouldContain("\"finished\"", customMessage: repeated);
        (await next.OrderAsync(Order(wait: 0, key: "another key", words: "A boat."))).ShouldContain("request_key_taken");
        (await fal.OrdersAsync()).ShouldBe(before + 2);
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
}
