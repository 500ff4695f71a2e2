using System.Globalization;

namespace VideoGen.Ledger.Tests.Postgres;

/// <summary>Many processes on one database, some killed in the middle of their work.</summary>
[Collection(PostgresSuite.Name)]
public sealed class PostgresProcessesTests(PostgresCluster cluster) : IDisposable
{
    private readonly LedgerFolder _folder = new();

    [Fact]
    public async Task Processes_that_share_a_ledger_and_die_lose_nothing_and_damage_nothing()
    {
        string database = await cluster.NewLedgerAsync();
        await new ManyProcesses(database, Path.Combine(_folder.Folder, "claims"), rounds: 30).RunAsync(() => PostgresCluster.Open(database));
    }

    [Fact]
    public async Task Processes_that_race_for_the_last_dollar_never_pass_a_cap()
    {
        const decimal Cap = 20m, Price = 0.4m;
        string database = await cluster.NewLedgerAsync();
        HammerProcess[] buyers = [.. Enumerable.Range(0, 4).Select(i => HammerProcess.Buyer(database, $"p{i}", Cap))];
        using var limit = new CancellationTokenSource(Testing.LedgerContract.Limit);
        try
        {
            await Task.WhenAll(buyers.Select(b => b.EndAsync(limit.Token)));
        }
        finally
        {
            Array.ForEach(buyers, b => b.Dispose());
        }

        object? spent = await PostgresCluster.ExecuteAsync(database, "select sum(cost) from job");
        Convert.ToDecimal(spent, CultureInfo.InvariantCulture).ShouldBe(Cap * 1_000_000);
        buyers.SelectMany(b => b.Lines).Count(l => l.StartsWith("created", StringComparison.Ordinal)).ShouldBe((int)(Cap / Price));
        buyers.Count(b => b.Lines.Any(l => l.StartsWith("created", StringComparison.Ordinal))).ShouldBeGreaterThan(1);
    }

    public void Dispose() => _folder.Dispose();
}
