using System.Threading.Channels;
using Npgsql;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Postgres;

/// <summary>
/// A few threads with a session each, which cannot write, in front of a queue: a database that says nothing keeps these threads waiting and none of
/// those that serve callers. Started as they are needed. Thread-safe.
/// </summary>
internal sealed class PostgresReaders(PostgresConnections connections, int most) : IDisposable
{
    private readonly Channel<WriteCommand> _queue = Channel.CreateUnbounded<WriteCommand>();
    private int _threads, _idle;
    private volatile bool _disposed;

    /// <summary>Runs a read on one of the threads. Cancelling ends the wait.</summary>
    public async ValueTask<T> RunAsync<T>(Func<PostgresSession, T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(PostgresLedger));
        var read = new AnsweredWrite<T>(session => work((PostgresSession)session));
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(read), typeof(PostgresLedger));
        if (Volatile.Read(ref _idle) == 0 && Interlocked.Increment(ref _threads) <= most)
        {
            new Thread(Loop) { IsBackground = true, Name = "ledger reader" }.Start();
        }

        return await read.Done.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _disposed = true;
        _queue.Writer.TryComplete();
    }

    private void Loop()
    {
        PostgresSession? session = null;
        while (true)
        {
            Interlocked.Increment(ref _idle);
            bool more = _queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();
            Interlocked.Decrement(ref _idle);
            if (!more)
            {
                break;
            }

            while (_queue.Reader.TryRead(out WriteCommand? read))
            {
                Run(read, ref session);
            }
        }

        session?.Dispose();
    }

    private void Run(WriteCommand read, ref PostgresSession? session)
    {
        bool isKept = session is not null;
        try
        {
            RunOnce(read, ref session);
        }
        catch (Exception error) when (isKept && session is null && error is NpgsqlException or IOException)
        {
            try
            {
                RunOnce(read, ref session); // the database was restarted since
            }
#pragma warning disable CA1031 // Reaches the caller as what it is.
            catch (Exception again)
#pragma warning restore CA1031
            {
                read.Refuse(PostgresFault.Translate(again, connections.Place));
            }
        }
#pragma warning disable CA1031 // Reaches the caller as what it is.
        catch (Exception error)
#pragma warning restore CA1031
        {
            read.Refuse(PostgresFault.Translate(error, connections.Place));
        }
    }

    private void RunOnce(WriteCommand read, ref PostgresSession? session)
    {
        try
        {
            session ??= connections.OpenReader();
            read.Run(session);
            read.Answer();
        }
        catch
        {
            if (session is { InTransaction: true } or { IsBroken: true })
            {
                session.Dispose();
                session = null;
            }

            throw;
        }
    }
}
