using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>The file with its writer and its readers, shared by everything that is kept in it. Opened on first use. Thread-safe.</summary>
internal sealed class LedgerFile : ILedgerStore
{
    private readonly Claimers _claimers;
    private readonly Writer _writer;
    private readonly ReadPool _readers;

    /// <summary>The file of a ledger.</summary>
    public LedgerFile(SqliteLedgerOptions options, TimeProvider time)
    {
        _claimers = new Claimers(options);
        _writer = new Writer(options, time, _claimers.FreeDead);
        _readers = new ReadPool(options);
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits => _writer.Commits;

    /// <inheritdoc/>
    public TimeSpan? CatalogAge => null;

    /// <inheritdoc/>
    public async ValueTask<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellationToken)
    {
        T answer = await _writer.RunAsync(work, cancellationToken);
        await _writer.FlushAsync(ofOthers: false, cancellationToken);
        return answer;
    }

    /// <inheritdoc/>
    public ValueTask<T> CommitAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(work, cancellationToken);

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => _writer.FlushAsync(_claimers.AreOthers, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<T> WriteClaimAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(work, cancellationToken, outlivesPower: false);

    /// <inheritdoc/>
    public ValueTask<T> ClaimAsync<T>(string owner, Func<Session, T> work, CancellationToken cancellationToken) => WriteClaimAsync(
        session =>
        {
            _claimers.Announce(owner);
            return work(session);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Announce(Session session, string owner) => _claimers.Announce(owner);

    /// <inheritdoc/>
    public bool IsGone(Session session, string owner) => _claimers.IsGone(owner);

    /// <inheritdoc/>
    public async ValueTask FreeDeadAsync(CancellationToken cancellationToken)
    {
        if (_claimers.AreOthers)
        {
            await WriteClaimAsync(_claimers.FreeDead, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<T> ReadAsync<T>(Func<Session, T> work, CancellationToken cancellationToken)
    {
        if (!_writer.IsOpen)
        {
            await _writer.RunAsync(static _ => true, cancellationToken, outlivesPower: false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return _readers.Run(work);
    }

    /// <inheritdoc/>
    public ValueTask<T> ReadTogetherAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) => ReadAsync(
        session =>
        {
            session.Execute("begin");
            try
            {
                return work(session);
            }
            finally
            {
                session.Execute("rollback");
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public void LetGo() => _claimers.End();

    /// <summary>Readers first: whoever closes last folds the log into the file, and a reader cannot.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        await _writer.DisposeAsync();
        _claimers.End();
    }
}
