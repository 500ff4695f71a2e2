using System.Collections.Immutable;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Listing;
using VideoGen.Reports;
using VideoGen.Telemetry;

namespace VideoGen.Ledger.Sql;

/// <summary>
/// The ledger in a SQL database: the same statements and rows for SQLite and for PostgreSQL. Several processes may share one. Making one costs
/// nothing: the database is opened by the first call, and every call may end in a <see cref="LedgerException"/> when it cannot be used. Thread-safe.
/// </summary>
public abstract class SqlLedger : ILedger, IJobOwners, IPlanStore, IJobTotals, IJobFigures, IFilmJobs, IRequestListing, IWebhookHistory, IAsyncDisposable
{
    private readonly TimeProvider _time;
    private ImmutableHashSet<string> _freed = []; // those found dead whose claims were given back here

    /// <summary>A ledger in a database.</summary>
    /// <param name="store">The database.</param>
    /// <param name="time">Clock for halts.</param>
    private protected SqlLedger(ILedgerStore store, TimeProvider time)
    {
        _time = time;
        Store = store;
    }

    /// <summary>Raised after this process wrote something about a job.</summary>
    public event EventHandler? JobsChanged;

    /// <summary>The database, for what else is kept in it.</summary>
    internal ILedgerStore Store { get; }

    /// <summary>Where the ledger is, for people; without a password.</summary>
    public abstract string Place { get; }

    /// <inheritdoc/>
    public ValueTask<CreateResult> CreateAsync(NewRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return WriteAsync(
            session =>
            {
                if (request.Owner is { } owner)
                {
                    Store.Announce(session, owner);
                }

                return Acceptance.Create(session, request);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ReachedCap>> CheckCapsAsync(CapCheck check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);
        return Store.ReadAsync(session => Acceptance.Passed(session, check), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => RequestRows.Find(session, requestId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyedRequest?> FindRequestByKeyAsync(string requestKey, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => RequestRows.FindByKey(session, requestKey), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => RequestRows.ListNewest(session, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsOfAsync(string caller, int limit, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => RequestRows.ListNewestOf(session, caller, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => JobReads.ListOf(session, requestId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListNewestJobsAsync(int limit, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => JobReads.ListNewest(session, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListUnsettledAsync(int limit, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => JobReads.ListUnsettled(session, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => JobReads.Find(session, jobId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Job?> FindJobOfClipAsync(string path, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => JobReads.FindOfClip(session, path), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListTwinsAsync(Job job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Store.ReadAsync(session => JobReads.ListTwins(session, job), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<JobEvent>> ListEventsAsync(string jobId, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => History.List(session, jobId), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<PendingTick>> ListPendingAsync(CancellationToken cancellationToken)
    {
        await Store.FreeDeadAsync(cancellationToken);
        return await Store.ReadAsync(JobReads.ListPending, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<int> CountPendingAsync(CancellationToken cancellationToken) => Store.ReadAsync(JobReads.CountPending, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ClaimedJob?> ClaimAsync(
        string jobId, string owner, DateTimeOffset now, DateTimeOffset leaseUntil, bool wake, CancellationToken cancellationToken) =>
        Store.ClaimAsync(owner, session => Claims.Take(session, jobId, owner, now, leaseUntil, wake), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<FollowResult> FollowAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken)
    {
        (FollowResult result, bool isToWrite) = await Store.ReadAsync(session => Follows.Look(session, jobId, owner, now, aliveUntil), cancellationToken);
        return isToWrite ? await Store.ClaimAsync(owner, session => Follows.Begin(session, jobId, owner, now, aliveUntil), cancellationToken) : result;
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExtendAsync(string jobId, string owner, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        Store.WriteClaimAsync(session => Claims.Extend(session, jobId, owner, leaseUntil), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> CommitAsync(JobCommit commit, CancellationToken cancellationToken)
    {
        Check(commit);
        return WriteAsync(session => Steps.Commit(session, commit, _time.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<BeginSubmitResult> BeginSubmitAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken)
    {
        Check(commit);
        return BeginAsync(commit, maxParallel, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => Store.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RequestCancelAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Store.WriteAsync(session => Steps.RequestCancel(session, requestId, now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReceiveResult> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return WriteAsync(session => Inbox.Receive(session, delivery), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<WebhookDelivery>> ListDeliveriesAsync(string jobId, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => Inbox.List(session, jobId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> NoteAsync(string jobId, JobEvent note, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(note);
        return WriteAsync(session => History.Note(session, jobId, note, most), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<int> ReserveTakeAsync(Job job, int above, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Store.CommitAsync(session => Takes.ReserveFor(session, job, above), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListTakesAsync(FilmPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Store.ReadAsync(session => Takes.List(session, place), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ChooseTakeAsync(string jobId, TakeChoice choice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return WriteAsync(session => Takes.Choose(session, jobId, choice, _time.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<JobTakeOver> TakeOverAsync(
        string owner, NodeView view, int most, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        ImmutableHashSet<string> dead = view.Dead.Except(_freed);
        if (dead.IsEmpty && !await Store.ReadAsync(session => Owners.IsAnythingToDo(session, owner, view, now, aliveUntil), cancellationToken))
        {
            return JobTakeOver.Nothing;
        }

        JobTakeOver over = await Store.ClaimAsync(
            owner,
            session =>
            {
                Owners.Free(session, dead);
                return Owners.TakeOver(session, owner, view, most, aliveUntil, other => Store.IsGone(session, other));
            },
            cancellationToken);
        ImmutableInterlocked.Update(ref _freed, (freed, more) => freed.Union(more), dead);
        return over;
    }

    /// <inheritdoc/>
    public ValueTask<int> GiveBackAsync(string owner, CancellationToken cancellationToken) =>
        Store.WriteClaimAsync(session => Owners.GiveBack(session, owner), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<PendingTick>> ListOwnedAsync(string owner, CancellationToken cancellationToken)
    {
        await Store.FreeDeadAsync(cancellationToken);
        return await Store.ReadAsync(session => Owners.List(session, owner), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<string?> FindOwnerAsync(string jobId, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => Owners.Find(session, jobId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableDictionary<string, int>> CountOwnedAsync(CancellationToken cancellationToken) => Store.ReadAsync(Owners.Count, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask KeepAsync(KeptPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await Store.CommitAsync(session => KeptPlans.Add(session, plan), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<KeptPlan>> FindAsync(string? caller, string planHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => KeptPlans.Find(session, caller, planHash, now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<JobTotals> ReadTotalsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Store.ReadAsync(session => Totals.Read(session, now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<JobFigures>> ReadFiguresAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Store.ReadAsync(session => FigureReads.Read(session, query), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ReadFilmJobsAsync(string projectId, string? episodeId, string? callerId, CancellationToken cancellationToken) => Store.ReadAsync(
        session => FigureReads.ReadJobs(session, new ReportQuery { ProjectId = projectId, EpisodeId = episodeId, CallerId = callerId }), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RequestPage> ListPageAsync(ListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Store.ReadTogetherAsync(session => RequestLists.Read(session, query), cancellationToken);
    }

    /// <summary>Looks whether a write gets to the disk, and for damage as far as the database can tell. For the doctor.</summary>
    /// <returns>What is damaged, in the database's words; empty for nothing.</returns>
    /// <exception cref="LedgerException">The ledger cannot work.</exception>
    public abstract ValueTask<ImmutableArray<string>> CheckIntegrityAsync(CancellationToken cancellationToken);

    /// <summary>Lets queued writes finish and closes the ledger; who claimed by this ledger counts as dead from now on.</summary>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Store.DisposeAsync();
    }

    /// <summary>What the operating system does when this process dies: it gives back what says who lives.</summary>
    internal void LetGo() => Store.LetGo();

    private async ValueTask<BeginSubmitResult> BeginAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken)
    {
        BeginSubmitResult result = await Store.WriteAsync(session => Steps.BeginSubmit(session, commit, maxParallel, _time.GetUtcNow()), cancellationToken);
        JobsChanged?.Invoke(this, EventArgs.Empty);
        return result;
    }

    private async ValueTask<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellationToken)
    {
        T answer = await Store.CommitAsync(work, cancellationToken);
        JobsChanged?.Invoke(this, EventArgs.Empty);
        return answer;
    }

    private static void Check(JobCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (!commit.Next.IsTerminal && commit.Next.NextTickAt is null)
        {
            throw new ArgumentException($"Job {commit.Next.Id} is in no end state and would never be stepped again.", nameof(commit));
        }
    }
}
