using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Agents;

/// <summary>
/// The ledger as one process has it: every call takes a while, may be refused, may be done although its answer is lost, and a process that
/// dies may or may not have got its last writes onto the disk.
/// </summary>
internal sealed class SimulatedLedger(Process process, Weather weather, ILedger store, SimulatedOutbox outbox, bool pauses = false) : ILedger
{
    private const int PausedPerMille = 60;

    private readonly World _world = process.World;

    public ValueTask<CreateResult> CreateAsync(NewRequest request, CancellationToken cancellationToken) => WriteAsync(l => l.CreateAsync(request, default));

    public ValueTask<ImmutableArray<ReachedCap>> CheckCapsAsync(CapCheck check, CancellationToken cancellationToken) => ReadAsync(l => l.CheckCapsAsync(check, default));

    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) => ReadAsync(l => l.FindRequestAsync(requestId, default));

    public ValueTask<KeyedRequest?> FindRequestByKeyAsync(string requestKey, CancellationToken cancellationToken) => ReadAsync(l => l.FindRequestByKeyAsync(requestKey, default));

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) => ReadAsync(l => l.ListRequestsAsync(limit, default));

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsOfAsync(string caller, int limit, CancellationToken cancellationToken) => ReadAsync(l => l.ListRequestsOfAsync(caller, limit, default));

    public ValueTask<Job?> FindJobOfClipAsync(string path, CancellationToken cancellationToken) => ReadAsync(l => l.FindJobOfClipAsync(path, default));

    public ValueTask<ImmutableArray<Job>> ListTwinsAsync(Job job, CancellationToken cancellationToken) => ReadAsync(l => l.ListTwinsAsync(job, default));

    public ValueTask<bool> NoteAsync(string jobId, JobEvent note, int most, CancellationToken cancellationToken) => WriteAsync(l => l.NoteAsync(jobId, note, most, default));

    public ValueTask<int> CountPendingAsync(CancellationToken cancellationToken) => ReadAsync(l => l.CountPendingAsync(default));

    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) => ReadAsync(l => l.ListJobsAsync(requestId, default));

    public ValueTask<ImmutableArray<Job>> ListNewestJobsAsync(int limit, CancellationToken cancellationToken) => ReadAsync(l => l.ListNewestJobsAsync(limit, default));

    public ValueTask<ImmutableArray<Job>> ListUnsettledAsync(int limit, CancellationToken cancellationToken) => ReadAsync(l => l.ListUnsettledAsync(limit, default));

    public ValueTask<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) => ReadAsync(l => l.FindJobAsync(jobId, default));

    public ValueTask<ImmutableArray<JobEvent>> ListEventsAsync(string jobId, CancellationToken cancellationToken) => ReadAsync(l => l.ListEventsAsync(jobId, default));

    public ValueTask<ImmutableArray<PendingTick>> ListPendingAsync(CancellationToken cancellationToken) => ReadAsync(l => l.ListPendingAsync(default));

    public ValueTask<ClaimedJob?> ClaimAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset leaseUntil, bool wake, CancellationToken cancellationToken) =>
        WriteAsync(l => l.ClaimAsync(jobId, owner, now, leaseUntil, wake, default));

    public ValueTask<FollowResult> FollowAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken) =>
        WriteAsync(l => l.FollowAsync(jobId, owner, now, aliveUntil, default));

    public ValueTask<bool> ExtendAsync(string jobId, string owner, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        WriteAsync(l => l.ExtendAsync(jobId, owner, leaseUntil, default));

    public ValueTask<bool> CommitAsync(JobCommit commit, CancellationToken cancellationToken) => WriteAsync(l => l.CommitAsync(commit, default));

    public async ValueTask<BeginSubmitResult> BeginSubmitAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken)
    {
        BeginSubmitResult result = await WriteAsync(l => l.BeginSubmitAsync(commit, maxParallel, default)).ConfigureAwait(false);
        if (pauses && weather.Strikes(PausedPerMille))
        {
            _world.Tell(process.Name, $"is paused between an intent and its first byte");
            await _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(3)), cancellationToken: CancellationToken.None).ConfigureAwait(false);
        }

        return result;
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await WriteAsync(async l =>
    {
        await l.FlushAsync(default);
        return true;
    });

    public ValueTask<bool> RequestCancelAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken) =>
        WriteAsync(l => l.RequestCancelAsync(requestId, now, default));

    public ValueTask<ReceiveResult> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellationToken) => WriteAsync(l => l.ReceiveAsync(delivery, default));

    public ValueTask<ImmutableArray<Job>> ListTakesAsync(FilmPlace place, CancellationToken cancellationToken) => ReadAsync(l => l.ListTakesAsync(place, default));

    public ValueTask<bool> ChooseTakeAsync(string jobId, TakeChoice choice, CancellationToken cancellationToken) => WriteAsync(l => l.ChooseTakeAsync(jobId, choice, default));

    public ValueTask<int> ReserveTakeAsync(Job job, int above, CancellationToken cancellationToken) => WriteAsync(l => l.ReserveTakeAsync(job, above, default));

    private async ValueTask<T> ReadAsync<T>(Func<ILedger, ValueTask<T>> call, [CallerMemberName] string method = "")
    {
        await _world.PassAsync(_world.Chance.Between(TimeSpan.FromMicroseconds(50), TimeSpan.FromMilliseconds(3))).ConfigureAwait(false);
        return Do(call, method);
    }

    private async ValueTask<T> WriteAsync<T>(Func<ILedger, ValueTask<T>> call, [CallerMemberName] string method = "")
    {
        await _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMicroseconds(100), TimeSpan.FromMilliseconds(40)) * weather.LedgerSlowness, of: process).ConfigureAwait(false);
        T result = Do(call, method);
        outbox.Tell();
        process.DiesNow();
        if (weather.Strikes(weather.LedgerAnswerLost))
        {
            _world.Tell(process.Name, $"does not hear that the ledger has done {method}");
            throw Broken("The connection to the ledger broke.");
        }

        await _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMicroseconds(50), TimeSpan.FromMilliseconds(10))).ConfigureAwait(false);
        return result;
    }

    // The ledger is asked between two pieces of the world, where nothing else runs: one that has threads of its own is waited for, so that
    // a run on it is the same in every detail.
    private T Do<T>(Func<ILedger, ValueTask<T>> call, string method)
    {
        if (weather.Strikes(weather.LedgerRefuses))
        {
            _world.Tell(process.Name, $"is refused {method} by the ledger");
            throw Broken("The disk is full.");
        }

        ValueTask<T> answer = call(store);
        return answer.IsCompleted ? answer.GetAwaiter().GetResult() : answer.AsTask().GetAwaiter().GetResult();
    }

    private static LedgerException Broken(string message) => new(new Problem(ProblemCodes.LedgerFull, "", message, "Try again."));
}
