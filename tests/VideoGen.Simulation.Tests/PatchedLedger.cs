using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Simulation.Tests;

/// <summary>A ledger of which single calls do something else.</summary>
internal sealed class PatchedLedger(ILedger ledger) : ILedger
{
    public Func<NewRequest, ValueTask<CreateResult>> Create { get; init; } = request => ledger.CreateAsync(request, default);

    public Func<JobCommit, ValueTask<bool>> Commit { get; init; } = commit => ledger.CommitAsync(commit, default);

    public Func<JobCommit, int, ValueTask<BeginSubmitResult>> BeginSubmit { get; init; } = (commit, most) => ledger.BeginSubmitAsync(commit, most, default);

    public Func<string, string, DateTimeOffset, DateTimeOffset, bool, ValueTask<ClaimedJob?>> Claim { get; init; } =
        (job, owner, now, until, wake) => ledger.ClaimAsync(job, owner, now, until, wake, default);

    public Func<string, string, DateTimeOffset, DateTimeOffset, ValueTask<FollowResult>> Follow { get; init; } =
        (job, owner, now, until) => ledger.FollowAsync(job, owner, now, until, default);

    public Func<ValueTask> Flush { get; init; } = () => ledger.FlushAsync(default);

    public Func<string, DateTimeOffset, ValueTask<bool>> RequestCancel { get; init; } = (request, now) => ledger.RequestCancelAsync(request, now, default);

    public Func<WebhookDelivery, ValueTask<ReceiveResult>> Receive { get; init; } = delivery => ledger.ReceiveAsync(delivery, default);

    public Func<Job, int, ValueTask<int>> ReserveTake { get; init; } = (job, above) => ledger.ReserveTakeAsync(job, above, default);

    public ValueTask<CreateResult> CreateAsync(NewRequest request, CancellationToken cancellationToken) => Create(request);

    public ValueTask<bool> CommitAsync(JobCommit commit, CancellationToken cancellationToken) => Commit(commit);

    public ValueTask<BeginSubmitResult> BeginSubmitAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken) => BeginSubmit(commit, maxParallel);

    public ValueTask<ClaimedJob?> ClaimAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset leaseUntil, bool wake, CancellationToken cancellationToken) =>
        Claim(jobId, owner, now, leaseUntil, wake);

    public ValueTask<FollowResult> FollowAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken) =>
        Follow(jobId, owner, now, aliveUntil);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => Flush();

    public ValueTask<bool> RequestCancelAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken) => RequestCancel(requestId, now);

    public ValueTask<ReceiveResult> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellationToken) => Receive(delivery);

    public ValueTask<int> ReserveTakeAsync(Job job, int above, CancellationToken cancellationToken) => ReserveTake(job, above);

    public ValueTask<bool> ExtendAsync(string jobId, string owner, DateTimeOffset leaseUntil, CancellationToken cancellationToken) => ledger.ExtendAsync(jobId, owner, leaseUntil, default);

    public ValueTask<ImmutableArray<ReachedCap>> CheckCapsAsync(CapCheck check, CancellationToken cancellationToken) => ledger.CheckCapsAsync(check, default);

    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) => ledger.FindRequestAsync(requestId, default);

    public ValueTask<KeyedRequest?> FindRequestByKeyAsync(string requestKey, CancellationToken cancellationToken) => ledger.FindRequestByKeyAsync(requestKey, default);

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) => ledger.ListRequestsAsync(limit, default);

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsOfAsync(string caller, int limit, CancellationToken cancellationToken) => ledger.ListRequestsOfAsync(caller, limit, default);

    public ValueTask<Job?> FindJobOfClipAsync(string path, CancellationToken cancellationToken) => ledger.FindJobOfClipAsync(path, default);

    public ValueTask<ImmutableArray<Job>> ListTwinsAsync(Job job, CancellationToken cancellationToken) => ledger.ListTwinsAsync(job, cancellationToken);

    public ValueTask<bool> NoteAsync(string jobId, JobEvent note, int most, CancellationToken cancellationToken) => ledger.NoteAsync(jobId, note, most, cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListTakesAsync(FilmPlace place, CancellationToken cancellationToken) => ledger.ListTakesAsync(place, default);

    public ValueTask<bool> ChooseTakeAsync(string jobId, TakeChoice choice, CancellationToken cancellationToken) => ledger.ChooseTakeAsync(jobId, choice, default);

    public ValueTask<int> CountPendingAsync(CancellationToken cancellationToken) => ledger.CountPendingAsync(default);

    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) => ledger.ListJobsAsync(requestId, default);

    public ValueTask<ImmutableArray<Job>> ListNewestJobsAsync(int limit, CancellationToken cancellationToken) => ledger.ListNewestJobsAsync(limit, default);

    public ValueTask<ImmutableArray<Job>> ListUnsettledAsync(int limit, CancellationToken cancellationToken) => ledger.ListUnsettledAsync(limit, default);

    public ValueTask<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) => ledger.FindJobAsync(jobId, default);

    public ValueTask<ImmutableArray<JobEvent>> ListEventsAsync(string jobId, CancellationToken cancellationToken) => ledger.ListEventsAsync(jobId, default);

    public ValueTask<ImmutableArray<PendingTick>> ListPendingAsync(CancellationToken cancellationToken) => ledger.ListPendingAsync(default);
}
