using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using VideoGen.Jobs;

namespace VideoGen.Testing.Jobs;

/// <summary>A ledger that tells of every call before and after it is done, so that a test can end or break the process right there.</summary>
/// <param name="inner">The ledger.</param>
public sealed class WatchedLedger(ILedger inner) : ILedger
{
    /// <summary>Awaited with the name of the method before anything is written or read; what it throws ends the call.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited when the call is done and its caller does not know yet.</summary>
    public Func<string, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<CreateResult> CreateAsync(NewRequest request, CancellationToken cancellationToken) => Watch(() => inner.CreateAsync(request, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ReachedCap>> CheckCapsAsync(CapCheck check, CancellationToken cancellationToken) => Watch(() => inner.CheckCapsAsync(check, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) => Watch(() => inner.FindRequestAsync(requestId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<KeyedRequest?> FindRequestByKeyAsync(string requestKey, CancellationToken cancellationToken) => Watch(() => inner.FindRequestByKeyAsync(requestKey, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) => Watch(() => inner.ListRequestsAsync(limit, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsOfAsync(string caller, int limit, CancellationToken cancellationToken) => Watch(() => inner.ListRequestsOfAsync(caller, limit, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<Job?> FindJobOfClipAsync(string path, CancellationToken cancellationToken) => Watch(() => inner.FindJobOfClipAsync(path, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListTwinsAsync(Job job, CancellationToken cancellationToken) => Watch(() => inner.ListTwinsAsync(job, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> NoteAsync(string jobId, JobEvent note, int most, CancellationToken cancellationToken) => Watch(() => inner.NoteAsync(jobId, note, most, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<int> CountPendingAsync(CancellationToken cancellationToken) => Watch(() => inner.CountPendingAsync(cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) => Watch(() => inner.ListJobsAsync(requestId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListNewestJobsAsync(int limit, CancellationToken cancellationToken) => Watch(() => inner.ListNewestJobsAsync(limit, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListUnsettledAsync(int limit, CancellationToken cancellationToken) => Watch(() => inner.ListUnsettledAsync(limit, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) => Watch(() => inner.FindJobAsync(jobId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<JobEvent>> ListEventsAsync(string jobId, CancellationToken cancellationToken) => Watch(() => inner.ListEventsAsync(jobId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<PendingTick>> ListPendingAsync(CancellationToken cancellationToken) => Watch(() => inner.ListPendingAsync(cancellationToken));

    /// <inheritdoc/>
    public ValueTask<FollowResult> FollowAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken) =>
        Watch(() => inner.FollowAsync(jobId, owner, now, aliveUntil, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ClaimedJob?> ClaimAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset leaseUntil, bool wake, CancellationToken cancellationToken) =>
        Watch(() => inner.ClaimAsync(jobId, owner, now, leaseUntil, wake, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> ExtendAsync(string jobId, string owner, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        Watch(() => inner.ExtendAsync(jobId, owner, leaseUntil, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> CommitAsync(JobCommit commit, CancellationToken cancellationToken) => Watch(() => inner.CommitAsync(commit, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<BeginSubmitResult> BeginSubmitAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken) =>
        Watch(() => inner.BeginSubmitAsync(commit, maxParallel, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await Watch(async () =>
    {
        await inner.FlushAsync(cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public ValueTask<bool> RequestCancelAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Watch(() => inner.RequestCancelAsync(requestId, now, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ReceiveResult> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellationToken) => Watch(() => inner.ReceiveAsync(delivery, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListTakesAsync(FilmPlace place, CancellationToken cancellationToken) => Watch(() => inner.ListTakesAsync(place, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> ChooseTakeAsync(string jobId, TakeChoice choice, CancellationToken cancellationToken) => Watch(() => inner.ChooseTakeAsync(jobId, choice, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<int> ReserveTakeAsync(Job job, int above, CancellationToken cancellationToken) => Watch(() => inner.ReserveTakeAsync(job, above, cancellationToken));

    private async ValueTask<T> Watch<T>(Func<ValueTask<T>> call, [CallerMemberName] string method = "")
    {
        await Before(method);
        T result = await call();
        await After(method);
        return result;
    }
}
