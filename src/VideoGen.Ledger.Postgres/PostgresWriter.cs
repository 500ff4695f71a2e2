using System.Threading.Channels;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Postgres;

/// <summary>
/// The only way to write: a queue in front of one thread with one session. Whatever waits in the queue goes into the next transaction together, which
/// first takes the right to write, one holder at a time over all nodes: so every rule over many rows (caps, keys, joined orders, limits) holds without
/// a thought about who else writes, and no two transactions ever wait for each other's rows.
/// </summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    private const int QueueLength = 4096;
    private const int MostPerCommit = 256;
    private const string TakeTheRight = "lock table writer in exclusive mode";

    private readonly Channel<WriteCommand> _queue = Channel.CreateBounded<WriteCommand>(
        new BoundedChannelOptions(QueueLength) { AllowSynchronousContinuations = true });

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WriteCommand> _batch = [];
    private readonly PostgresConnections _connections;
    private readonly PostgresClaimers _claimers;
    private readonly PostgresFlush _flush;
    private readonly PostgresLedgerOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _startLock = new();
    private volatile Thread? _thread;
    private volatile bool _isOpen;
    private PostgresSession? _session;

    public PostgresWriter(PostgresConnections connections, PostgresClaimers claimers, PostgresFlush flush, PostgresLedgerOptions options, TimeProvider time)
    {
        _connections = connections;
        _claimers = claimers;
        _flush = flush;
        _options = options;
        _time = time;
    }

    /// <summary>True once the database was opened and found to have this version's format.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Queues a write and waits until it is committed. Cancelling ends the wait, not the write.</summary>
    public async ValueTask<T> RunAsync<T>(Func<Session, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Start();
        var command = new AnsweredWrite<T>(work);
        try
        {
            await _queue.Writer.WriteAsync(command, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The ledger was closed.", closed);
        }

        return await command.Done.WaitAsync(cancellationToken);
    }

    /// <summary>Lets what is queued finish, then ends the session. Gives up after the lock timeout.</summary>
    public async ValueTask DisposeAsync()
    {
        bool started;
        lock (_startLock)
        {
            _queue.Writer.TryComplete();
            started = _thread is not null;
        }

        if (started)
        {
            try
            {
                await _ended.Task.WaitAsync(_options.LockTimeout, _time);
            }
            catch (TimeoutException)
            {
                // The database says nothing; the thread is a background one and ends with the process.
            }
        }
    }

    private void Start()
    {
        if (_thread is not null)
        {
            return;
        }

        lock (_startLock)
        {
            if (_thread is null)
            {
                _thread = new Thread(Loop) { IsBackground = true, Name = "ledger writer" };
                _thread.Start();
            }
        }
    }

    private void Loop()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            _batch.Clear();
            while (_batch.Count < MostPerCommit && _queue.Reader.TryRead(out WriteCommand? command))
            {
                _batch.Add(command);
            }

            Run(_batch);
        }

        Close();
        _ended.SetResult();
    }

    private void Run(List<WriteCommand> commands)
    {
        bool isKept = _session is not null;
        if (Try(commands, out Exception? error, out bool mayBeWritten))
        {
            return;
        }

        // A session that was kept may have ended since (the database was restarted): that is no fault of today. Nothing was sent but what is undone.
        if (isKept && _session is null && !mayBeWritten && Try(commands, out error, out mayBeWritten))
        {
            return;
        }

        if (commands.Count == 1 || mayBeWritten || PostgresFault.IsEnvironment(error))
        {
            Exception fault = PostgresFault.Translate(error, _connections.Place);
            commands.ForEach(command => command.Refuse(fault));
            return;
        }

        // One of them is a defect. One after the other, each gets its own truth.
        foreach (WriteCommand command in commands)
        {
            Run([command]);
        }
    }

    private bool Try(List<WriteCommand> commands, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Exception? failure, out bool mayBeWritten)
    {
        mayBeWritten = false;
        try
        {
            PostgresSession session = Open();
            session.Begin();
            session.Post(TakeTheRight); // with the first statement: the others wait while this one's answers are on their way
            foreach (WriteCommand command in commands)
            {
                command.Run(session);
            }

            if (!session.IsUnderWay)
            {
                session.Execute(TakeTheRight); // nothing asked for an answer: a session that ended meanwhile shows here, before anything could be written
            }

            mayBeWritten = true;
            session.Commit();
        }
#pragma warning disable CA1031 // Reaches the caller as what it is.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
            mayBeWritten = mayBeWritten && _session is { IsBroken: true };
            GiveUp();
            return false;
        }

        failure = null;
        commands.ForEach(command => command.Answer());
        return true;
    }

    private PostgresSession Open()
    {
        if (_session is not null)
        {
            return _session;
        }

        PostgresSession session = _connections.OpenWriter();
        try
        {
            PostgresSchema.Prepare(session, _connections.Place);
            _claimers.Begin();
            session.Begin();
            session.Post(TakeTheRight);
            _flush.Expect(session.List(PostgresFlush.Run, row => row.GetString(0))[0]);
            _claimers.AnnounceAgain(session);
            _claimers.FreeDead(session);
            session.Commit();
        }
        catch
        {
            _claimers.Begin();
            session.Dispose();
            throw;
        }

        _isOpen = true;
        return _session = session;
    }

    private void GiveUp()
    {
        _claimers.Begin();
        try
        {
            _session?.Rollback();
        }
        catch (Npgsql.NpgsqlException)
        {
            Close();
        }

        if (_session is { IsBroken: true })
        {
            Close();
        }
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}
