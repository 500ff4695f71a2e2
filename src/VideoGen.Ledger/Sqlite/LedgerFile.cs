namespace VideoGen.Ledger.Sqlite;

/// <summary>The file with its writer and its readers, shared by everything that is kept in it. Opened on first use. Thread-safe.</summary>
internal sealed class LedgerFile(SqliteLedgerOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Writer _writer = new(options, time);
    private readonly ReadPool _readers = new(options);

    /// <summary>Transactions committed so far.</summary>
    public long Commits => _writer.Commits;

    /// <summary>Runs a write in a transaction, together with others; complete when it is on disk.</summary>
    public ValueTask<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(work, cancellationToken);

    /// <summary>Runs a write about who works on what: a loss of power ends that work too, so it waits for no disk.</summary>
    public ValueTask<T> WriteClaimAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(work, cancellationToken, outlivesPower: false);

    /// <summary>Runs one query.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<Session, T> work, CancellationToken cancellationToken)
    {
        if (!_writer.IsOpen)
        {
            await _writer.RunAsync(static _ => true, cancellationToken, outlivesPower: false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return _readers.Run(work);
    }

    /// <summary>Runs several queries that see one moment.</summary>
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

    /// <summary>Readers first: whoever closes last folds the log into the file, and only a writer may do that.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        await _writer.DisposeAsync();
    }
}
