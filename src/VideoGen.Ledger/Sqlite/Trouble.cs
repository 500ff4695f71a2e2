using Microsoft.Data.Sqlite;
using SQLitePCL;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sqlite;

/// <summary>Turns what the disk and SQLite say into the ledger's problems.</summary>
internal static class Trouble
{
    // ENOSPC and EDQUOT, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL, as an IOException carries them.
    private static readonly int[] FullResults = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>True when the environment is broken, so that repeating other writes of the same transaction makes sense.</summary>
    public static bool IsEnvironment(Exception error) =>
        error is IOException or UnauthorizedAccessException or LedgerException
        || error is SqliteException
        {
            SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
                or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_NOMEM,
        };

    /// <summary>True when a program that does not know the writer's lock is in the way: trying again at once would only wait again.</summary>
    public static bool IsForeignLock(Exception error) =>
        error is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED };

    /// <summary>True when the connection itself can no longer be trusted.</summary>
    public static bool SpoilsConnection(Exception error) =>
        error is SqliteException { SqliteErrorCode: raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN };

    /// <summary>The exception a caller gets; a defect stays what it is.</summary>
    public static Exception Translate(Exception error, string path) => error switch
    {
        LedgerException => error,
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => Full(path, error),
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => Locked(path, error),
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } => Corrupt(path, error),
        SqliteException { SqliteErrorCode: raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM } =>
            Unwritable(path, error),
        SqliteException => new InvalidOperationException($"A ledger statement failed: {error.Message}", error),
        IOException when FullResults.Contains(error.HResult) => Full(path, error),
        IOException or UnauthorizedAccessException => Unwritable(path, error),
        _ => error,
    };

    /// <summary>The file was made by a newer version.</summary>
    public static LedgerException Newer(string path, long found, long known) => new(new Problem(
        ProblemCodes.LedgerNewer, "", $"The ledger {path} has format {found}; this version knows formats up to {known}.",
        "Use the newer version of VideoGen, or point this one at another ledger file."));

    /// <summary>The file is a database, but not ours.</summary>
    public static LedgerException Foreign(string path) => new(new Problem(
        ProblemCodes.LedgerCorrupt, "", $"{path} is a SQLite database of another program, not a ledger.", "Point VideoGen at another file."));

    /// <summary>The disk cannot keep what the ledger promises.</summary>
    public static LedgerException NotDurable(string path) => new(new Problem(
        ProblemCodes.LedgerUnwritable, "", $"The disk of {path} does not support write-ahead logging.", "Put the ledger on a local disk."));

    /// <summary>Another process keeps the ledger to itself.</summary>
    public static LedgerException Locked(string path, Exception? error = null) => new(new Problem(
        ProblemCodes.LedgerLocked, "", $"Another process keeps the ledger {path} locked; nothing was written.",
        "Close other programs that have the ledger open, or end a VideoGen process that hangs, and try again."), error);

    private static LedgerException Full(string path, Exception error) => new(new Problem(
        ProblemCodes.LedgerFull, "", $"The disk of the ledger {path} is full; nothing was written.", "Free some space and try again."), error);

    private static LedgerException Corrupt(string path, Exception error) => new(new Problem(
        ProblemCodes.LedgerCorrupt, "", $"The ledger {path} is damaged or not a ledger: {error.Message}",
        "Move the file away (keep it: jobs may be running at the provider) and restore it from a backup, or start with a new one."), error);

    private static LedgerException Unwritable(string path, Exception error) => new(new Problem(
        ProblemCodes.LedgerUnwritable, "", $"The ledger {path} cannot be opened or written: {error.Message}",
        "Check that the folder exists or can be created, that this user may write to it, and that the disk is healthy."), error);
}
