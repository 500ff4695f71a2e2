using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>Connections that cannot write, handed out one to a reader at a time and kept for the next. Thread-safe.</summary>
internal sealed class ReadPool(SqliteLedgerOptions options) : IDisposable
{
    private const int MostKept = 8;

    private readonly LedgerConnections _connections = new(options);
    private readonly ConcurrentBag<Session> _idle = [];
    private volatile bool _disposed;

    /// <summary>Runs a read on the caller's thread.</summary>
    public T Run<T>(Func<Session, T> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteLedger));
        Session? session = null;
        try
        {
            session = _idle.TryTake(out var kept) ? kept : _connections.OpenReader();
            var answer = work(session);
            Return(session);
            return answer;
        }
        catch (Exception error)
        {
            session?.Dispose();
            if (LedgerFault.IsEnvironment(error) || error is SqliteException)
            {
                throw LedgerFault.Translate(error, options.Path);
            }

            throw;
        }
    }

    /// <summary>Closes every idle connection; one in use is closed when it comes back.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private void Return(Session session)
    {
        if (_disposed || _idle.Count >= MostKept)
        {
            session.Dispose();
            return;
        }

        _idle.Add(session);
        if (_disposed)
        {
            Dispose();
        }
    }
}
