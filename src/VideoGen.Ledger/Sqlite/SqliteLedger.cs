using System.Collections.Immutable;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Reports;
using VideoGen.Telemetry;

namespace VideoGen.Ledger.Sqlite;

/// <summary>
/// The ledger in one SQLite file, created on first use. Several processes may share the file. Making one costs nothing: the file is
/// opened by the first call, and every call may end in a <see cref="LedgerException"/> when the file cannot be used. Thread-safe.
/// </summary>
public sealed class SqliteLedger : ILedger, IJobTotals, IJobFigures, IFilmJobs, IAsyncDisposable
{
    private readonly TimeProvider _time;

    /// <summary>A ledger at a path.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">Clock for halts and patience.</param>
    public SqliteLedger(SqliteLedgerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path, nameof(options));
        _time = time;
        File = new LedgerFile(options, time);
    }

    /// <summary>Raised after this process wrote something about a job.</summary>
    internal event EventHandler? JobsChanged;

    /// <summary>The file, for what else is kept in it.</summary>
    internal LedgerFile File { get; }

    /// <inheritdoc/>
    public ValueTask<CreateResult> CreateAsync(NewRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return WriteAsync(session => Acceptance.Create(session, request), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ReachedCap>> CheckCapsAsync(CapCheck check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);
        return File.ReadAsync(session => Acceptance.Passed(session, check, Micros.OfCost(check.WantedUsd)), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) =>
        File.ReadAsync(session => RequestRows.Find(session, requestId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyedRequest?> FindRequestByKeyAsync(string requestKey, CancellationToken cancellationToken) =>
        File.ReadAsync(session => RequestRows.FindByKey(session, requestKey), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) =>
        File.ReadAsync(session => RequestRows.ListNewest(session, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsOfAsync(string caller, int limit, CancellationToken cancellationToken) =>
        File.ReadAsync(session => RequestRows.ListNewestOf(session, caller, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) =>
        File.ReadAsync(session => JobReads.ListOf(session, requestId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListNewestJobsAsync(int limit, CancellationToken cancellationToken) =>
        File.ReadAsync(session => JobReads.ListNewest(session, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListUnsettledAsync(int limit, CancellationToken cancellationToken) =>
        File.ReadAsync(session => JobReads.ListUnsettled(session, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) =>
        File.ReadAsync(session => JobReads.Find(session, jobId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Job?> FindJobOfClipAsync(string path, CancellationToken cancellationToken) =>
        File.ReadAsync(session => JobReads.FindOfClip(session, path), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListTwinsAsync(Job job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return File.ReadAsync(session => JobReads.ListTwins(session, job), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<JobEvent>> ListEventsAsync(string jobId, CancellationToken cancellationToken) =>
        File.ReadAsync(session => History.List(session, jobId), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<PendingTick>> ListPendingAsync(CancellationToken cancellationToken)
    {
        await File.FreeDeadAsync(cancellationToken);
        return await File.ReadAsync(JobReads.ListPending, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<int> CountPendingAsync(CancellationToken cancellationToken) => File.ReadAsync(JobReads.CountPending, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ClaimedJob?> ClaimAsync(
        string jobId, string owner, DateTimeOffset now, DateTimeOffset leaseUntil, bool wake, CancellationToken cancellationToken) =>
        File.ClaimAsync(owner, session => Claims.Take(session, jobId, owner, now, leaseUntil, wake), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<FollowResult> FollowAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken)
    {
        (FollowResult result, bool isToWrite) = await File.ReadAsync(session => Follows.Look(session, jobId, owner, now, aliveUntil), cancellationToken);
        return isToWrite ? await File.ClaimAsync(owner, session => Follows.Begin(session, jobId, owner, now, aliveUntil), cancellationToken) : result;
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExtendAsync(string jobId, string owner, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        File.WriteClaimAsync(session => Claims.Extend(session, jobId, owner, leaseUntil), cancellationToken);

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
    public ValueTask FlushAsync(CancellationToken cancellationToken) => File.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RequestCancelAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken) =>
        File.WriteAsync(session => Steps.RequestCancel(session, requestId, now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReceiveResult> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return WriteAsync(session => Inbox.Receive(session, delivery), cancellationToken);
    }

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
        return File.CommitAsync(session => Takes.ReserveFor(session, job, above), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<JobTotals> ReadTotalsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        File.ReadAsync(session => Totals.Read(session, now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<JobFigures>> ReadFiguresAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return File.ReadAsync(session => FigureReads.Read(session, query), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ReadFilmJobsAsync(string projectId, string? episodeId, string? callerId, CancellationToken cancellationToken) => File.ReadAsync(
        session => FigureReads.ReadJobs(session, new ReportQuery { ProjectId = projectId, EpisodeId = episodeId, CallerId = callerId }), cancellationToken);

    /// <summary>Looks whether a write gets to the disk, then through the whole file for damage; reads every page. For the doctor.</summary>
    /// <returns>What is damaged, in SQLite's words; empty for nothing.</returns>
    /// <exception cref="LedgerException">The ledger cannot work.</exception>
    public async ValueTask<ImmutableArray<string>> CheckIntegrityAsync(CancellationToken cancellationToken)
    {
        await File.WriteAsync(session => session.Execute("pragma user_version = 0"), cancellationToken);
        ImmutableArray<string> said = await File.ReadAsync(session => session.List("pragma quick_check(3)", row => row.GetString(0)), cancellationToken);
        return said is ["ok"] ? [] : said;
    }

    /// <summary>Lets queued writes finish and closes the file; who claimed by this ledger counts as dead from now on.</summary>
    public ValueTask DisposeAsync() => File.DisposeAsync();

    /// <summary>What the operating system does when this process dies: it gives back the locks that say who lives.</summary>
    internal void LetGo() => File.LetGo();

    private async ValueTask<BeginSubmitResult> BeginAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken)
    {
        BeginSubmitResult result = await WriteAsync(session => Steps.BeginSubmit(session, commit, maxParallel, _time.GetUtcNow()), cancellationToken);
        if (result is BeginSubmitResult.Begun)
        {
            await FlushAsync(cancellationToken);
        }

        return result;
    }

    private async ValueTask<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellationToken)
    {
        T answer = await File.CommitAsync(work, cancellationToken);
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
