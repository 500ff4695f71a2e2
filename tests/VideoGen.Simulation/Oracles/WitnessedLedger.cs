using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Simulation.Oracles;

/// <summary>The true ledger, telling the oracle of everything that was really written.</summary>
internal sealed class WitnessedLedger(ILedger ledger, Oracle oracle) : ILedger
{
    public async ValueTask<CreateResult> CreateAsync(NewRequest request, CancellationToken cancellationToken)
    {
        CreateResult result = await ledger.CreateAsync(request, cancellationToken);
        if (result is CreateResult.Created)
        {
            oracle.Created(request);
        }

        return result;
    }

    public ValueTask<ImmutableArray<ReachedCap>> CheckCapsAsync(CapCheck check, CancellationToken cancellationToken) => ledger.CheckCapsAsync(check, cancellationToken);

    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) => ledger.FindRequestAsync(requestId, cancellationToken);

    public ValueTask<KeyedRequest?> FindRequestByKeyAsync(string requestKey, CancellationToken cancellationToken) => ledger.FindRequestByKeyAsync(requestKey, cancellationToken);

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) => ledger.ListRequestsAsync(limit, cancellationToken);

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsOfAsync(string caller, int limit, CancellationToken cancellationToken) => ledger.ListRequestsOfAsync(caller, limit, cancellationToken);

    public ValueTask<Job?> FindJobOfClipAsync(string path, CancellationToken cancellationToken) => ledger.FindJobOfClipAsync(path, cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListTwinsAsync(Job job, CancellationToken cancellationToken) => ledger.ListTwinsAsync(job, cancellationToken);

    public ValueTask<bool> NoteAsync(string jobId, JobEvent note, int most, CancellationToken cancellationToken) => ledger.NoteAsync(jobId, note, most, cancellationToken);

    public ValueTask<int> CountPendingAsync(CancellationToken cancellationToken) => ledger.CountPendingAsync(cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) => ledger.ListJobsAsync(requestId, cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListNewestJobsAsync(int limit, CancellationToken cancellationToken) => ledger.ListNewestJobsAsync(limit, cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListUnsettledAsync(int limit, CancellationToken cancellationToken) => ledger.ListUnsettledAsync(limit, cancellationToken);

    public ValueTask<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) => ledger.FindJobAsync(jobId, cancellationToken);

    public ValueTask<ImmutableArray<JobEvent>> ListEventsAsync(string jobId, CancellationToken cancellationToken) => ledger.ListEventsAsync(jobId, cancellationToken);

    public async ValueTask<ImmutableArray<PendingTick>> ListPendingAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<PendingTick> pending = await ledger.ListPendingAsync(cancellationToken);
        oracle.Claims.Listed(pending);
        return pending;
    }

    public async ValueTask<ClaimedJob?> ClaimAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset leaseUntil, bool wake, CancellationToken cancellationToken)
    {
        ClaimedJob? claimed = await ledger.ClaimAsync(jobId, owner, now, leaseUntil, wake, cancellationToken);
        if (claimed is not null)
        {
            oracle.Claims.Taken(jobId, owner, now, leaseUntil);
        }

        return claimed;
    }

    public async ValueTask<FollowResult> FollowAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken)
    {
        FollowResult result = await ledger.FollowAsync(jobId, owner, now, aliveUntil, cancellationToken);
        if (result is FollowResult.Followed)
        {
            oracle.Claims.Followed(jobId, owner, now);
        }

        return result;
    }

    public async ValueTask<bool> ExtendAsync(string jobId, string owner, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        bool holds = await ledger.ExtendAsync(jobId, owner, leaseUntil, cancellationToken);
        if (holds)
        {
            oracle.Claims.Extended(jobId, owner, leaseUntil);
        }

        return holds;
    }

    public async ValueTask<bool> CommitAsync(JobCommit commit, CancellationToken cancellationToken)
    {
        bool written = await ledger.CommitAsync(commit, cancellationToken);
        if (written)
        {
            oracle.Committed(commit);
        }

        return written;
    }

    public async ValueTask<BeginSubmitResult> BeginSubmitAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken)
    {
        BeginSubmitResult result = await ledger.BeginSubmitAsync(commit, maxParallel, cancellationToken);
        if (result is BeginSubmitResult.Begun)
        {
            oracle.Begun(commit);
        }

        oracle.Flushed();
        return result;
    }

    public async ValueTask<bool> RequestCancelAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        bool found = await ledger.RequestCancelAsync(requestId, now, cancellationToken);
        oracle.CancelWritten(requestId);
        oracle.Flushed();
        return found;
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await ledger.FlushAsync(cancellationToken);
        oracle.Flushed();
    }

    public async ValueTask<ReceiveResult> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        ReceiveResult result = await ledger.ReceiveAsync(delivery, cancellationToken);
        if (result is not ReceiveResult.UnknownJob)
        {
            oracle.Received(delivery);
        }

        return result;
    }

    public ValueTask<ImmutableArray<Job>> ListTakesAsync(FilmPlace place, CancellationToken cancellationToken) => ledger.ListTakesAsync(place, cancellationToken);

    public ValueTask<bool> ChooseTakeAsync(string jobId, TakeChoice choice, CancellationToken cancellationToken) => ledger.ChooseTakeAsync(jobId, choice, cancellationToken);

    public ValueTask<int> ReserveTakeAsync(Job job, int above, CancellationToken cancellationToken) => ledger.ReserveTakeAsync(job, above, cancellationToken);
}
