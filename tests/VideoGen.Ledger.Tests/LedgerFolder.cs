namespace VideoGen.Ledger.Tests;

/// <summary>A folder of its own for the ledger of one test.</summary>
public sealed class LedgerFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ledger-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "ledger.db");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
