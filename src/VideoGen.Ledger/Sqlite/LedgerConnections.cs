using Microsoft.Data.Sqlite;
using VideoGen.Files;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>Opens the file the one safe way.</summary>
internal sealed class LedgerConnections(SqliteLedgerOptions options)
{
    /// <summary>Sets how long SQLite waits for a lock of its own: only programs that do not know the writer's lock make it wait.</summary>
    public string Patience { get; } = $"pragma busy_timeout = {options.ForeignLockTimeout.TotalMilliseconds:0}";

    /// <summary>Opens the writer's lock, and creates the folder on first use.</summary>
    public static WriterLock OpenLock(SqliteLedgerOptions options)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(options.Path)) is { Length: > 0 } folder)
        {
            OwnerOnly.MakeFolder(folder);
        }

        return WriterLock.Open(options.Path + ".writer");
    }

    /// <summary>Opens the writing connection and brings the file to this version. The caller holds the writer's lock.</summary>
    public Session OpenWriter()
    {
        RefuseLoss();
        if (!Path.Exists(options.Path))
        {
            Begin();
        }

        Session session = Open(SqliteOpenMode.ReadWrite);
        try
        {
            Schema.Inspect(session, options.Path);
            session.Script("pragma foreign_keys = on");
            session.Script("pragma synchronous = full");
            if (session.Find("pragma journal_mode = wal", r => r.GetString(0)) != "wal" || session.Number("pragma synchronous") != 2)
            {
                throw LedgerFault.NotDurable(options.Path);
            }

            // The writer folds the log into the file itself, when its callers have their answers.
            session.Script("pragma wal_autocheckpoint = 0");
            if (options.MaxPages is { } most)
            {
                session.Script($"pragma max_page_count = {most}");
            }

            Schema.Upgrade(session, options.Path);

            // From here on commits are flushed beside the writer; what folds the log into the file still flushes both.
            session.Script("pragma synchronous = normal");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that cannot write. The file exists and is of this version.</summary>
    public Session OpenReader() => Open(SqliteOpenMode.ReadOnly);

    // SQLite throws away a log whose database is missing or empty; after a crash the log may hold every job there is. And an empty file, which
    // a full disk or a copy that broke off leaves, would become a new ledger without a word: ours is never empty, see Begin.
    private void RefuseLoss()
    {
        var ledger = new FileInfo(options.Path);
        if (ledger is not { Exists: true, Length: > 0 } && new FileInfo(options.Path + "-wal") is { Exists: true, Length: > 0 })
        {
            throw LedgerFault.Headless(options.Path);
        }

        if (ledger is { Exists: true, Length: 0 })
        {
            throw LedgerFault.Empty(options.Path);
        }
    }

    // A new ledger gets its name when it is one: whoever dies before leaves no file that looks like a ledger that was lost.
    private void Begin()
    {
        string aside = options.Path + ".new";
        File.Delete(aside);
        OwnerOnly.Open(aside, FileMode.CreateNew).Dispose();
        using (Session session = Open(SqliteOpenMode.ReadWrite, aside))
        {
            session.Script("pragma synchronous = full");
            Schema.Begin(session);
        }

        File.Move(aside, options.Path);
    }

    private SqliteSession Open(SqliteOpenMode mode) => Open(mode, options.Path);

    private SqliteSession Open(SqliteOpenMode mode, string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(path),
            Mode = mode,
            Pooling = false,
            // SQLite waits by itself; the driver would only repeat that in coarse steps.
            DefaultTimeout = 1,
        }.ConnectionString);
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Script(Patience);
            session.Script("pragma mmap_size = 0");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
