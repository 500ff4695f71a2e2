namespace VideoGen.Ledger.Sqlite;

/// <summary>The file with its writer and its readers, shared by everything that is kept in it. Opened on first use. Thread-safe.</summary>
internal sealed class LedgerFile : IAsyncDisposable
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

    /// <summary>Runs a write in a transaction, together with others; complete when it is on disk.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellationToken)
    {
        T answer = await _writer.RunAsync(work, cancellationToken);
        await _writer.FlushAsync(ofOthers: false, cancellationToken);
        return answer;
    }

    /// <summary>Runs a write in a transaction, together with others; complete when it is committed, which survives a kill. It is on disk soon.</summary>
    public ValueTask<T> CommitAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(work, cancellationToken);

    /// <summary>Completes when everything that was committed before, by whichever process, is on disk.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => _writer.FlushAsync(_claimers.AreOthers, cancellationToken);

    /// <summary>Runs a write about who works on what: a loss of power ends that work too, so it waits for no disk.</summary>
    public ValueTask<T> WriteClaimAsync<T>(Func<Session, T> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(work, cancellationToken, outlivesPower: false);

    /// <summary>Runs the write of a claim, which outlives neither a loss of power nor, from the next look at what is pending on, its claimer.</summary>
    public ValueTask<T> ClaimAsync<T>(string owner, Func<Session, T> work, CancellationToken cancellationToken) => WriteClaimAsync(
        session =>
        {
            _claimers.Announce(owner);
            return work(session);
        },
        cancellationToken);

    /// <summary>Gives back what dead claimers hold; opening the file does that too.</summary>
    public async ValueTask FreeDeadAsync(CancellationToken cancellationToken)
    {
        if (_claimers.AreOthers)
        {
            await WriteClaimAsync(_claimers.FreeDead, cancellationToken);
        }
    }

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

    /// <summary>Lets the claimers of this process pass for dead.</summary>
    public void LetGo() => _claimers.End();

    /// <summary>Readers first: whoever closes last folds the log into the file, and a reader cannot.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        await _writer.DisposeAsync();
        _claimers.End();
    }
}
