using Microsoft.Data.Sqlite;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>The file of a ledger that nobody else has open, nor can open before this is disposed.</summary>
internal sealed class ClosedLedger : IDisposable
{
    private readonly SqliteLedgerOptions _options;
    private readonly WriterLock _lock;

    private ClosedLedger(SqliteLedgerOptions options, WriterLock writerLock, Session session) => (_options, _lock, Session) = (options, writerLock, session);

    /// <summary>Reads it.</summary>
    public Session Session { get; }

    /// <summary>Takes the file for itself.</summary>
    /// <exception cref="LedgerException">There is none, or a process has it open.</exception>
    public static ClosedLedger Open(SqliteLedgerOptions options)
    {
        if (!File.Exists(options.Path))
        {
            throw new LedgerException(new Problem(ProblemCodes.LedgerUnwritable, "", $"There is no ledger {options.Path}.", "Set home (VIDEOGEN_HOME) to the folder whose ledger is to be moved."));
        }

        WriterLock writerLock = LedgerConnections.OpenLock(options);
        Session? session = null;
        try
        {
            if (!writerLock.TryEnter())
            {
                throw InUse(options.Path);
            }

            session = new LedgerConnections(options).OpenWriter();
            session.Script("pragma locking_mode = exclusive");

            // The log can only be given up while no other connection is open, in whichever program.
            if (session.Find("pragma journal_mode = delete", row => row.GetString(0)) != "delete")
            {
                throw InUse(options.Path);
            }

            session.Script("begin exclusive");
            return new ClosedLedger(options, writerLock, session);
        }
        catch (SqliteException error)
        {
            session?.Dispose();
            writerLock.Dispose();
            throw LedgerFault.IsForeignLock(error) ? InUse(options.Path) : LedgerFault.Translate(error, options.Path);
        }
        catch
        {
            session?.Dispose();
            writerLock.Dispose();
            throw;
        }
    }

    /// <summary>Puts the file away, so that no process works on it again by mistake.</summary>
    /// <returns>Where it is now.</returns>
    public string PutAway()
    {
        string place = _options.Path + ".moved";
        Session.Script("commit");
        Session.Dispose();
        File.Move(_options.Path, place);
        return place;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (File.Exists(_options.Path))
        {
            Session.Script("rollback");
            Session.Dispose(); // the next to open it brings the log back
        }

        _lock.Dispose();
    }

    private static LedgerException InUse(string path) => new(new Problem(
        ProblemCodes.LedgerLocked, "", $"A process has the ledger {path} open; nothing was moved.",
        "Stop every VideoGen process of this home folder (server, stdio servers of clients, command lines), and try again."));
}
