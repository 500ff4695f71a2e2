using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sqlite;

/// <summary>Turns what the disk and SQLite say into the ledger's problems.</summary>
internal static class LedgerFault
{
    // ENOSPC and EDQUOT, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL, as an IOException carries them.
    private static readonly int[] FullResults = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    // ENFILE and EMFILE, ERROR_TOO_MANY_OPEN_FILES; EROFS, ERROR_WRITE_PROTECT.
    private static readonly int[] HandleResults = [23, 24, unchecked((int)0x80070004)];
    private static readonly int[] ReadOnlyResults = [30, unchecked((int)0x80070013)];

    /// <summary>True when the environment is broken, so that repeating other writes of the same transaction makes sense.</summary>
    public static bool IsEnvironment(Exception error) =>
        DiskFault.Is(error) || error is LedgerException or JsonException
        || error is SqliteException
        {
            SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
                or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_NOMEM,
        };

    /// <summary>True when a program that does not know the writer's lock is in the way: trying again would only wait again.</summary>
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
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } or JsonException => Corrupt(path, error),
        SqliteException { SqliteErrorCode: raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM } =>
            OfDisk(path, DiskProbe.Ask(path) ?? error),
        SqliteException => new InvalidOperationException($"A ledger statement failed: {error.Message}", error),
        _ when DiskFault.Is(error) => OfDisk(path, error),
        _ => error,
    };

    /// <summary>The file was made by a newer version.</summary>
    public static LedgerException Newer(string path, long found, long known) => new(new Problem(
        ProblemCodes.LedgerNewer, "", $"The ledger {path} has format {found}; this version knows formats up to {known}.",
        "Use the newer version of VideoGen, or point this one at another ledger file."));

    /// <summary>The file is a database, but not ours.</summary>
    public static LedgerException Foreign(string path) => new(new Problem(
        ProblemCodes.LedgerCorrupt, "", $"{path} is a SQLite database of another program, not a ledger.",
        "Point VideoGen at another file."));

    /// <summary>The disk cannot keep what the ledger promises.</summary>
    public static LedgerException NotDurable(string path) => new(new Problem(
        ProblemCodes.LedgerUnwritable, "", $"The disk of {path} does not support write-ahead logging.", "Put the ledger on a local disk."));

    /// <summary>Another process keeps the ledger to itself.</summary>
    public static LedgerException Locked(string path, Exception? error = null) => new(new Problem(
        ProblemCodes.LedgerLocked, "", $"Another process keeps the ledger {path} locked; nothing was written.",
        "Close other programs that have the ledger open, or end a VideoGen process that hangs, and try again."), error);

    /// <summary>The log of a ledger is there, the ledger itself is not.</summary>
    public static LedgerException Headless(string path) => new(new Problem(
        ProblemCodes.LedgerCorrupt, "", $"The ledger {path} is missing or empty, while its log {path}-wal holds jobs; nothing was changed.",
        "Put the file back that belongs to the log, or a backup (then move the log away). To start anew, move both away; jobs at the provider are then forgotten."));

    /// <summary>The file is there and empty: what it held was lost, or somebody else made it.</summary>
    public static LedgerException Empty(string path) => new(new Problem(
        ProblemCodes.LedgerCorrupt, "", $"The ledger {path} is an empty file: what it held was lost (a full disk, a copy that broke off); nothing was changed.",
        "Put a backup in its place. To start anew, delete it; jobs at the provider are then forgotten."));

    private static LedgerException OfDisk(string path, Exception error) => error switch
    {
        _ when DiskFault.IsFileTooLarge(error) || FullResults.Contains(error.HResult) => Full(path, error),
        IOException when HandleResults.Contains(error.HResult) => new(new Problem(
            ProblemCodes.LedgerUnwritable, "", $"The ledger {path} cannot be opened: this process has no file handles left.",
            "Raise the limit (ulimit -n, LimitNOFILE of the service) or close what uses them up; work goes on by itself."), error),
        IOException when ReadOnlyResults.Contains(error.HResult) => new(new Problem(
            ProblemCodes.LedgerUnwritable, "", $"The ledger {path} is on a disk that is read-only.",
            "Make the disk writable again (a disk that fails is often made read-only by the system: look at its log), or set home (VIDEOGEN_HOME) to another."), error),
        _ => Unwritable(path, error),
    };

    private static LedgerException Full(string path, Exception error) => new(new Problem(
        ProblemCodes.LedgerFull, "", $"The disk of the ledger {path} is full{(DiskFault.IsFileTooLarge(error) ? " for it (ulimit -f, or a quota)" : "")}; nothing was written.",
        "Free some space; work goes on by itself."), error);

    private static LedgerException Corrupt(string path, Exception error) => new(new Problem(
        ProblemCodes.LedgerCorrupt, "", $"The ledger {path} is damaged or not a ledger: {error.Message}",
        "Move the file away (keep it: jobs may be running at the provider) and restore it from a backup, or start with a new one."), error);

    private static LedgerException Unwritable(string path, Exception error) => new(new Problem(
        ProblemCodes.LedgerUnwritable, "", $"The ledger {path} cannot be opened or written: {error.Message}",
        "Check that the folder exists or can be created, that this user may write to it, and that the disk is healthy."), error);
}
