using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Jobs;

namespace VideoGen.Telemetry;

/// <summary>A ledger whose commits are timed, and whose jobs are measured by what is written about them, once it is written.</summary>
internal sealed class MeasuredLedger(ILedger ledger, AgentMetrics metrics, TimeProvider time) : ILedger
{
    public ValueTask<CreateResult> CreateAsync(NewRequest request, CancellationToken cancellationToken) =>
        TimedAsync("create", ledger.CreateAsync(request, cancellationToken));

    public ValueTask<ImmutableArray<ReachedCap>> CheckCapsAsync(CapCheck check, CancellationToken cancellationToken) => ledger.CheckCapsAsync(check, cancellationToken);

    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) => ledger.FindRequestAsync(requestId, cancellationToken);

    public ValueTask<KeyedRequest?> FindRequestByKeyAsync(string requestKey, CancellationToken cancellationToken) => ledger.FindRequestByKeyAsync(requestKey, cancellationToken);

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) => ledger.ListRequestsAsync(limit, cancellationToken);

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsOfAsync(string caller, int limit, CancellationToken cancellationToken) =>
        ledger.ListRequestsOfAsync(caller, limit, cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) => ledger.ListJobsAsync(requestId, cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListNewestJobsAsync(int limit, CancellationToken cancellationToken) => ledger.ListNewestJobsAsync(limit, cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListUnsettledAsync(int limit, CancellationToken cancellationToken) => ledger.ListUnsettledAsync(limit, cancellationToken);

    public ValueTask<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) => ledger.FindJobAsync(jobId, cancellationToken);

    public ValueTask<Job?> FindJobOfClipAsync(string path, CancellationToken cancellationToken) => ledger.FindJobOfClipAsync(path, cancellationToken);

    public ValueTask<ImmutableArray<Job>> ListTwinsAsync(Job job, CancellationToken cancellationToken) => ledger.ListTwinsAsync(job, cancellationToken);

    public ValueTask<ImmutableArray<JobEvent>> ListEventsAsync(string jobId, CancellationToken cancellationToken) => ledger.ListEventsAsync(jobId, cancellationToken);

    public ValueTask<ImmutableArray<PendingTick>> ListPendingAsync(CancellationToken cancellationToken) => ledger.ListPendingAsync(cancellationToken);

    public ValueTask<int> CountPendingAsync(CancellationToken cancellationToken) => ledger.CountPendingAsync(cancellationToken);

    public ValueTask<ClaimedJob?> ClaimAsync(
        string jobId, string owner, DateTimeOffset now, DateTimeOffset leaseUntil, bool wake, CancellationToken cancellationToken) =>
        ledger.ClaimAsync(jobId, owner, now, leaseUntil, wake, cancellationToken);

    public ValueTask<FollowResult> FollowAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken) =>
        ledger.FollowAsync(jobId, owner, now, aliveUntil, cancellationToken);

    public ValueTask<bool> ExtendAsync(string jobId, string owner, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        ledger.ExtendAsync(jobId, owner, leaseUntil, cancellationToken);

    public async ValueTask<bool> CommitAsync(JobCommit commit, CancellationToken cancellationToken)
    {
        bool written = await TimedAsync("commit", ledger.CommitAsync(commit, cancellationToken));
        if (written)
        {
            JobMeasures.Record(metrics, commit);
        }

        return written;
    }

    public ValueTask<BeginSubmitResult> BeginSubmitAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken) =>
        TimedAsync("begin_submit", ledger.BeginSubmitAsync(commit, maxParallel, cancellationToken));

    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await TimedAsync("flush", FlushedAsync(cancellationToken));

    public ValueTask<bool> RequestCancelAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken) =>
        TimedAsync("cancel", ledger.RequestCancelAsync(requestId, now, cancellationToken));

    public ValueTask<ReceiveResult> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellationToken) =>
        TimedAsync("receive", ledger.ReceiveAsync(delivery, cancellationToken));

    public ValueTask<bool> NoteAsync(string jobId, JobEvent note, int most, CancellationToken cancellationToken) =>
        TimedAsync("note", ledger.NoteAsync(jobId, note, most, cancellationToken));

    public ValueTask<int> ReserveTakeAsync(Job job, int above, CancellationToken cancellationToken) =>
        TimedAsync("reserve_take", ledger.ReserveTakeAsync(job, above, cancellationToken));

    public ValueTask<ImmutableArray<Job>> ListTakesAsync(FilmPlace place, CancellationToken cancellationToken) => ledger.ListTakesAsync(place, cancellationToken);

    public ValueTask<bool> ChooseTakeAsync(string jobId, TakeChoice choice, CancellationToken cancellationToken) =>
        TimedAsync("choose_take", ledger.ChooseTakeAsync(jobId, choice, cancellationToken));

    private async ValueTask<bool> FlushedAsync(CancellationToken cancellationToken)
    {
        await ledger.FlushAsync(cancellationToken);
        return true;
    }

    private ValueTask<T> TimedAsync<T>(string operation, ValueTask<T> write) => metrics.CommitDuration.Enabled ? MeasureAsync(operation, write) : write;

    private async ValueTask<T> MeasureAsync<T>(string operation, ValueTask<T> write)
    {
        long begin = time.GetTimestamp();
        T answer = await write;
        metrics.CommitDuration.Record(time.GetElapsedTime(begin).TotalSeconds, new TagList { { TelemetryNames.Operation, operation } });
        return answer;
    }
}
