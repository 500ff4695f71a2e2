using Microsoft.Win32.SafeHandles;

namespace VideoGen.Ledger.Sqlite;

/// <summary>Where the SQLite ledger is and how patient it is.</summary>
/// <param name="Path">
/// Path of the ledger file. It and its folder are created on first use; beside it live <c>-wal</c>, <c>-shm</c> and <c>.writer</c>
/// files and a folder <c>.claimers</c>, which belong to it and must not be removed while a process uses the ledger. A local disk, not a network share.
/// </param>
public sealed record SqliteLedgerOptions(string Path)
{
    /// <summary>How long a write waits for another process before it is refused as <c>ledger_locked</c>. 30 s unless given.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Size in bytes of the write-ahead log from which it is folded into the file. 4 MiB unless given.</summary>
    public long CheckpointBytes { get; init; } = 4 << 20;

    /// <summary>How long SQLite itself waits for a program that does not know the writer's lock.</summary>
    internal TimeSpan ForeignLockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Brings the log onto the disk. Lets a test hold, break or watch the disk.</summary>
    internal Action<SafeFileHandle> FlushToDisk { get; init; } = RandomAccess.FlushToDisk;

    /// <summary>Most pages the file may have; null for no limit. Lets a test fill a small disk.</summary>
    internal int? MaxPages { get; init; }
}
