using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>
/// The writing connection and what is done with it. Every method is called by the writer's thread with the writer's lock held. Commits wait for
/// no disk: that is the flush's work.
/// </summary>
internal sealed class GroupCommit(LedgerConnections connections, SqliteLedgerOptions options, LogFlush flush)
{
    private Session? _session;
    private long _checkpointAt = options.CheckpointBytes;

    /// <summary>Opens the connection unless it is open.</summary>
    public void Open()
    {
        _session ??= connections.OpenWriter();
        if (flush.HasFailed)
        {
            Fold();
        }
    }

    /// <summary>Closes the connection; the last one of all processes folds the write-ahead log into the file.</summary>
    public void Close()
    {
        if (_session is not null)
        {
            flush.Close();
        }

        _session?.Dispose();
        _session = null;
    }

    /// <summary>Runs and answers commands; answers how many transactions were committed.</summary>
    public int Run(List<WriteCommand> commands)
    {
        if (commands.Count == 0)
        {
            return 0;
        }

        try
        {
            RunTogether(commands);
            return 1;
        }
#pragma warning disable CA1031 // Reaches the caller as what it is.
        catch (Exception error)
#pragma warning restore CA1031
        {
            GiveUp(error);
            if (commands.Count == 1 || LedgerFault.IsForeignLock(error))
            {
                var fault = LedgerFault.Translate(error, options.Path);
                commands.ForEach(command => command.Refuse(fault));
                return 0;
            }
        }

        // The transaction as a whole was impossible. One after the other, each gets its own truth: a small write may still find room.
        var commits = 0;
        foreach (var command in commands)
        {
            try
            {
                Open();
            }
#pragma warning disable CA1031 // Reaches the caller as what it is.
            catch (Exception error)
#pragma warning restore CA1031
            {
                command.Refuse(LedgerFault.Translate(error, options.Path));
                continue;
            }

            commits += Run([command]);
        }

        return commits;
    }

    /// <summary>Folds the write-ahead log into the file once it is large. Readers in the way only put it off.</summary>
    public void CheckpointWhenLarge()
    {
        if (_session is null || WalLength() < _checkpointAt)
        {
            return;
        }

        try
        {
            _session.Script("pragma busy_timeout = 200");
            var blocked = _session.Number("pragma wal_checkpoint(truncate)") != 0;
            _session.Script(connections.Patience);
            _checkpointAt = options.CheckpointBytes + (blocked ? WalLength() : 0);
        }
#pragma warning disable CA1031 // The writes are answered and safe in the log; the next write meets the fault and reports it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            GiveUp(error);
        }
    }

    // What the system could not write it may have forgotten since: only the whole log, copied into the file and flushed there, counts again.
    private void Fold()
    {
        if (_session!.Number("pragma wal_checkpoint(truncate)") != 0)
        {
            throw LedgerFault.Locked(options.Path);
        }

        flush.Folded();
    }

    private void RunTogether(List<WriteCommand> commands)
    {
        var session = _session!;
        session.Execute("begin immediate");
        foreach (var command in commands)
        {
            RunOne(session, command, alone: commands.Count == 1);
        }

        if (commands.Exists(command => command.OutlivesPower))
        {
            flush.Commit(() => session.Execute("commit"));
        }
        else
        {
            session.Execute("commit");
        }

        foreach (var command in commands)
        {
            command.Answer();
        }
    }

    private static void RunOne(Session session, WriteCommand command, bool alone)
    {
        if (alone)
        {
            command.Run(session);
            return;
        }

        session.Execute("savepoint one");
        try
        {
            command.Run(session);
        }
        catch (Exception error) when (!LedgerFault.IsEnvironment(error) && session.InTransaction)
        {
            session.Execute("rollback to one");
            command.Spoil(LedgerFault.Translate(error, ""));
        }

        session.Execute("release one");
    }

    private void GiveUp(Exception error)
    {
        try
        {
            if (_session is { InTransaction: true } session)
            {
                session.Execute("rollback");
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            Close();
        }

        if (LedgerFault.SpoilsConnection(error))
        {
            Close();
        }
    }

    private long WalLength() => new FileInfo(options.Path + "-wal") is { Exists: true } wal ? wal.Length : 0;
}
