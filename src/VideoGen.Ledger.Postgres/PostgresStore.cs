using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Postgres;

/// <summary>The database with its writer and its readers. Opened on first use. Thread-safe.</summary>
internal sealed class PostgresStore : ILedgerStore
{
    private readonly PostgresClaimers _claimers = new();
    private readonly PostgresConnections _connections;
    private readonly PostgresWriter _writer;
    private readonly PostgresFlush _flush;
    private readonly PostgresReaders _readers;
    private int _isClosed;

    /// <summary>The database of a ledger.</summary>
    public PostgresStore(PostgresLedgerOptions options, TimeProvider time)
    {
        _connections = new PostgresConnections(options);
        _flush = new PostgresFlush(_connections);
        _writer = new PostgresWriter(_connections, _claimers, _flush, options, time);
        _readers = new PostgresReaders(_connections, options.MaxReaders);
    }

    /// <summary>Where it is, for people.</summary>
    public string Place => _connections.Place;

    /// <inheritdoc/>
    public TimeSpan? CatalogAge { get; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async ValueTask<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        string? run = _flush.KnownRun;
        T answer = await _writer.RunAsync(work, cancellationToken);
        await _flush.FlushAsync(run).WaitAsync(cancellationToken);
        return answer;
    }

    /// <inheritdoc/>
    public ValueTask<T> CommitAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) => _writer.RunAsync(work, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await _flush.FlushAsync().WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<T> WriteClaimAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) => _writer.RunAsync(work, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<T> ClaimAsync<T>(string owner, Func<Session, T> work, CancellationToken cancellationToken) => _writer.RunAsync(
        session =>
        {
            _claimers.Announce(session, owner);
            return work(session);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Announce(Session session, string owner) => _claimers.Announce(session, owner);

    /// <inheritdoc/>
    public bool IsGone(Session session, string owner) => _claimers.IsGone(session, owner);

    /// <inheritdoc/>
    public async ValueTask FreeDeadAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(_claimers.AreOthers, cancellationToken))
        {
            await _writer.RunAsync(_claimers.FreeDead, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask<T> ReadAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) => RunAsync(work, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<T> ReadTogetherAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) => RunAsync(
        session =>
        {
            session.Begin("begin isolation level repeatable read");
            T answer = work(session);
            session.Rollback();
            return answer;
        },
        cancellationToken);

    /// <summary>Brings the tables to this version's format. Every node is stopped.</summary>
    /// <returns>The format before and after; before is 0 for an empty database.</returns>
    public ValueTask<(long Before, long After)> UpgradeAsync(CancellationToken cancellationToken) => UpgradeAsync(PostgresSchema.Newest, cancellationToken);

    /// <inheritdoc/>
    public void LetGo()
    {
        _claimers.End();
        _writer.RunAsync(session => session.Number("select count(*) from (select pg_advisory_unlock_all()) given_back"), CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return; // a container disposes of it once for each port that it fills
        }

        _readers.Dispose();
        _claimers.End();
        await _writer.DisposeAsync();
        await _flush.DisposeAsync();
        await _connections.DisposeAsync();
    }

    /// <summary>Brings the tables to a format.</summary>
    internal async ValueTask<(long Before, long After)> UpgradeAsync(long newest, CancellationToken cancellationToken) => await Task.Factory.StartNew(
        () =>
        {
            try
            {
                using PostgresSession session = _connections.OpenWriter();
                return (PostgresSchema.Bring(session, Place, newest), newest);
            }
            catch (Exception error) when (PostgresFault.IsEnvironment(error) || error is Npgsql.NpgsqlException)
            {
                throw PostgresFault.Translate(error, Place);
            }
        },
        cancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (!_writer.IsOpen)
        {
            await _writer.RunAsync(static _ => true, cancellationToken);
        }
    }

    private async ValueTask<T> RunAsync<T>(Func<PostgresSession, T> work, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return await _readers.RunAsync(work, cancellationToken);
    }
}
