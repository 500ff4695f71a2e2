using System.Text.Json.Nodes;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Crash.Tests.Callers;

/// <summary>A <c>request_key</c> is one request, whatever way it comes and whatever dies: the same cases over every transport.</summary>
public sealed class RequestKeyTests(HeldFal fal) : IClassFixture<HeldFal>, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly TestFolder _folder = new();

    private string Home => _folder["home"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Transport.All), MemberType = typeof(Transport))]
    public async Task The_same_key_while_the_first_call_waits_is_the_same_request(string name)
    {
        await using Transport transport = await Transport.StartAsync(name, Home, fal.Settings());

        Task<string> first = transport.OrderAsync(Order("a lamp", wait: 90));
        string request = await AcceptedAsync();
        string second = await transport.OrderAsync(Order("a lamp", wait: 0));

        Transport.RequestIn(second).ShouldBe(request);
        Transport.RequestIn(await fal.ReleaseUntilAsync(first)).ShouldBe(request);
        (await CountAsync()).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Transport.All), MemberType = typeof(Transport))]
    public async Task The_same_key_after_the_program_was_killed_before_it_answered_is_the_same_request(string name)
    {
        string request;
        await using (Transport dying = await Transport.StartAsync(name, Home, fal.Settings()))
        {
            Task<string> first = dying.OrderAsync(Order("a lamp", wait: 90));
            request = await AcceptedAsync();
            await dying.KillAsync();
            await Should.ThrowAsync<Exception>(first);
        }

        await using Transport next = await Transport.StartAsync(name, Home, fal.Settings());
        string answer = await fal.ReleaseUntilAsync(next.OrderAsync(Order("a lamp", wait: 90)));

        Transport.RequestIn(answer).ShouldBe(request);
        (await CountAsync()).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Transport.All), MemberType = typeof(Transport))]
    public async Task The_same_key_with_other_input_is_refused_and_orders_nothing(string name)
    {
        await using Transport transport = await Transport.StartAsync(name, Home, fal.Settings());
        await transport.OrderAsync(Order("a lamp", wait: 0));

        string refusal = await transport.OrderAsync(Order("a boat", wait: 0));

        refusal.ShouldContain("request_key_taken");
        refusal.ShouldContain("/request_key");
        (await CountAsync()).ShouldBe(1);
    }

    private static JsonObject Order(string words, double wait)
    {
        JsonObject order = SampleOrders.Storyboard(3, wait);
        order["request_key"] = "the key";
        order["storyboard_frames"]![0]!["description"] = words;
        return order;
    }

    // The ledger tells when the request is on disk: from there on the answer may be lost.
    private async Task<string> AcceptedAsync()
    {
        await using SqliteLedger ledger = Open();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            if (await ledger.ListRequestsAsync(2, limit.Token) is [var only])
            {
                return only.Id;
            }

            await Task.Delay(Look, TimeProvider.System, limit.Token);
        }
    }

    private async Task<int> CountAsync()
    {
        await using SqliteLedger ledger = Open();
        return (await ledger.ListRequestsAsync(9, CancellationToken.None)).Length;
    }

    private SqliteLedger Open() => new(new SqliteLedgerOptions(Path.Combine(Home, "ledger.db")), TimeProvider.System);
}
