using VideoGen.Access;
using VideoGen.Records;
using VideoGen.Testing;
using VideoGen.Testing.Jobs;

namespace VideoGen.Tests.Access;

public sealed class CallerRegisterTests
{
    [Fact]
    public async Task A_caller_finds_its_own_requests_behind_any_number_of_others()
    {
        var ledger = new MemoryLedger(new MemoryLedgerStore(), new ManualTime());
        for (int i = 0; i <= 1100; i++)
        {
            var given = Samples.Request($"{i}", segments: 0);
            await ledger.CreateAsync(given with { Request = given.Request with { Caller = i == 0 ? "token:ann" : "token:bob" } }, CancellationToken.None);
        }

        (await For(ledger, "token:ann", Scopes.Read).ListAsync(50, CancellationToken.None)).ShouldHaveSingleItem().Id.ShouldBe("req_0");
        (await For(ledger, "token:bob", Scopes.Read).ListAsync(2, CancellationToken.None)).Select(r => r.Id).ShouldBe(["req_1100", "req_1099"]);
        (await For(ledger, "token:ann", Scopes.Operate).ListAsync(1, CancellationToken.None)).ShouldHaveSingleItem().Id.ShouldBe("req_1100");
        (await For(ledger, "token:ann", Scopes.Spend).ListAsync(50, CancellationToken.None)).ShouldBeEmpty();
    }

    private static CallerRegister For(MemoryLedger ledger, string id, Scopes scopes) => new(new LedgerRegister(ledger), ledger, new Caller(id, scopes));
}
