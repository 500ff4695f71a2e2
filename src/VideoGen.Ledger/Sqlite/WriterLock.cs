namespace VideoGen.Ledger.Sqlite;

/// <summary>
/// The right to write, one holder at a time over all processes on the machine. The operating system gives it back when a process
/// dies in any way. SQLite up to 3.51.2 can damage a write-ahead log when two connections write and checkpoint at the same moment;
/// this lock around every write, checkpoint, open and close makes that moment impossible.
/// </summary>
internal abstract class WriterLock : IDisposable
{
    /// <summary>Opens (and creates) the lock file.</summary>
    public static WriterLock Open(string path) =>
        OperatingSystem.IsWindows() ? new SharingLock(path) : new FlockLock(path);

    /// <summary>Takes the lock when it is free.</summary>
    public abstract bool TryEnter();

    /// <summary>Takes the lock, blocking the thread until it is free.</summary>
    public abstract void Enter();

    /// <summary>Gives it back.</summary>
    public abstract void Exit();

    /// <inheritdoc/>
    public abstract void Dispose();
}
