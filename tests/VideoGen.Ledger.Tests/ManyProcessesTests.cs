using VideoGen.Ledger.Sqlite;

namespace VideoGen.Ledger.Tests;

/// <summary>Many processes on one file, some killed in the middle of their work, each replaced at once.</summary>
public sealed class ManyProcessesTests : IDisposable
{
    private readonly LedgerFolder _folder = new();

    [Fact]
    public async Task Processes_that_share_a_ledger_and_die_lose_nothing_and_damage_nothing()
    {
        await new ManyProcesses(_folder.Path, _folder.Path + ".claims", rounds: 40).RunAsync(Open);

        await using SqliteLedger ledger = Open();
        foreach (string pragma in (string[])["pragma integrity_check", "pragma foreign_key_check"])
        {
            (await ledger.File.ReadAsync(s => s.Find(pragma, r => r.GetString(0)) ?? "ok", CancellationToken.None)).ShouldBe("ok");
        }
    }

    public void Dispose() => _folder.Dispose();

    private SqliteLedger Open() => new(new SqliteLedgerOptions(_folder.Path), TimeProvider.System);
}
