namespace VideoGen.Ledger.Sql;

/// <summary>
/// A database with its writer and its readers, shared by everything that is kept in it. Opened on first use. Work runs as a whole in a
/// transaction of its own or of several, and may run again when that could not be committed, so it touches nothing but the session. Thread-safe.
/// </summary>
internal interface ILedgerStore : IAsyncDisposable
{
    /// <summary>How old what the catalog read may be; null where asking whether anything changed costs next to nothing.</summary>
    TimeSpan? CatalogAge { get; }

    /// <summary>Runs a write in a transaction, together with others; complete when it is on disk.</summary>
    ValueTask<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellationToken);

    /// <summary>Runs a write in a transaction, together with others; complete when it is committed, which survives a kill. It is on disk soon.</summary>
    ValueTask<T> CommitAsync<T>(Func<Session, T> work, CancellationToken cancellationToken);

    /// <summary>Completes when everything that was committed before, by whichever process, is on disk.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>Runs a write about who works on what: a loss of power ends that work too, so it waits for no disk.</summary>
    ValueTask<T> WriteClaimAsync<T>(Func<Session, T> work, CancellationToken cancellationToken);

    /// <summary>Runs the write of a claim, which outlives neither a loss of power nor, from the next look at what is pending on, its claimer.</summary>
    ValueTask<T> ClaimAsync<T>(string owner, Func<Session, T> work, CancellationToken cancellationToken);

    /// <summary>Says, in a write, that a process lives here, before anything is written that it holds.</summary>
    void Announce(Session session, string owner);

    /// <summary>True, in a write, for a process that has ended; one that was never announced has.</summary>
    bool IsGone(Session session, string owner);

    /// <summary>Gives back what dead claimers hold; opening the ledger does that too.</summary>
    ValueTask FreeDeadAsync(CancellationToken cancellationToken);

    /// <summary>Runs one query.</summary>
    ValueTask<T> ReadAsync<T>(Func<Session, T> work, CancellationToken cancellationToken);

    /// <summary>Runs several queries that see one moment.</summary>
    ValueTask<T> ReadTogetherAsync<T>(Func<Session, T> work, CancellationToken cancellationToken);

    /// <summary>Lets the claimers of this process pass for dead.</summary>
    void LetGo();
}
