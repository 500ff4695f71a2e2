using VideoGen.Ledger.Sqlite;

namespace VideoGen.Ledger.Tests;

/// <summary>Holds the writer's lock, as another process does while it writes.</summary>
internal sealed class HeldLock : IDisposable
{
    private readonly WriterLock _lock;

    public HeldLock(string path)
    {
        _lock = WriterLock.Open(path);
        _lock.Enter();
    }

    public void Dispose()
    {
        _lock.Exit();
        _lock.Dispose();
    }
}
