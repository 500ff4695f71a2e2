using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>
/// Port to the truth while jobs run. What a method reports as done is seen by every process and survives a kill of this one. That it survives a
/// loss of power as well is promised by <see cref="FlushAsync"/>, and by <see cref="BeginSubmitAsync"/> and <see cref="RequestCancelAsync"/> by
/// themselves; what nobody waits for gets there a moment later, in the order in which it was written. Claims need not survive a loss of power,
/// which ends the claimers too. Thread-safe, and safe for several processes on one ledger. Times are kept to the microsecond. A ledger that cannot be used ends the call in a
/// <see cref="LedgerException"/>. Every implementation passes the ledger contract suite.
/// </summary>
public interface ILedger
{
    /// <summary>
    /// Accepts a request with its jobs, all planned and due now, each with the first line of its history, in one commit; or finds
    /// that the key was used before; that the same order is still being made; that too many jobs are in flight; or that a money cap would
    /// be passed. The checks and the reservation are one step; a job weighs <see cref="Job.WeightUsd"/>. A request that costs nothing passes
    /// every cap.
    /// <para>
    /// An order is still being made while a request of its <see cref="RequestRecord.OrderHash"/> has a job in no end state and nobody asked to
    /// cancel it. Keys do not tell two orders apart: the key of an order that joins a request is written in that commit and finds the request
    /// ever after, as the key that it was ordered with does.
    /// </para>
    /// </summary>
    ValueTask<CreateResult> CreateAsync(NewRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// The caps that an order would pass now, the project's first; empty when there is room. Sets nothing aside: only
    /// <see cref="CreateAsync"/> can say that an order has room.
    /// </summary>
    ValueTask<ImmutableArray<ReachedCap>> CheckCapsAsync(CapCheck check, CancellationToken cancellationToken);

    /// <summary>A request by id, or null.</summary>
    ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>A request by the key of any order that it answers: the one that made it, or one that joined it. Null when there is none.</summary>
    ValueTask<KeyedRequest?> FindRequestByKeyAsync(string requestKey, CancellationToken cancellationToken);

    /// <summary>The newest requests, newest first.</summary>
    ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The newest requests of one caller, newest first, however many others have ordered since.</summary>
    ValueTask<ImmutableArray<RequestRecord>> ListRequestsOfAsync(string caller, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The jobs of a request in segment order, each with the time from which it can be taken for its next step (while it is claimed not
    /// before the lease has run out, while it is followed not before its follower's life has); empty when there is no such request.
    /// </summary>
    ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>The newest jobs over all requests, newest first.</summary>
    ValueTask<ImmutableArray<Job>> ListNewestJobsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The jobs that have ended and of which nobody knows whether they were billed (<see cref="Job.IsUnsettled"/>, with money set aside),
    /// newest first. Looks at every job that has ended: for people and for a start, not for a step.
    /// </summary>
    ValueTask<ImmutableArray<Job>> ListUnsettledAsync(int limit, CancellationToken cancellationToken);

    /// <summary>A job by id, with the time from which it can be taken for its next step, or null.</summary>
    ValueTask<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>The job whose clip is in the media store under a path (<see cref="Clip.Path"/>, exactly), or null.</summary>
    ValueTask<Job?> FindJobOfClipAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// The other jobs with the very payload of this one, for the same model of the same provider, of about the same days, in the order of
    /// their submits.
    /// </summary>
    ValueTask<ImmutableArray<Job>> ListTwinsAsync(Job job, CancellationToken cancellationToken);

    /// <summary>The complete history of a job, oldest first.</summary>
    ValueTask<ImmutableArray<JobEvent>> ListEventsAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>
    /// Every job that is in no end state, with the time from which it can be taken for its next step (while it is claimed not before
    /// the lease has run out, while it is followed not before its follower's life has), the most urgent first: what a start takes up. Claims
    /// of processes that are known to be dead, on jobs and on records, are given back first, and they follow nothing any more; so it is when a
    /// process begins with the ledger.
    /// </summary>
    ValueTask<ImmutableArray<PendingTick>> ListPendingAsync(CancellationToken cancellationToken);

    /// <summary>How many jobs are in no end state. Reads no job.</summary>
    ValueTask<int> CountPendingAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes a job for one step, so that no two processes step it at once. Null when it is in an end state, held by another owner
    /// whose lease has not run out, or (without <paramref name="wake"/>, and unless somebody made it due since) not yet due or followed by another. Whatever makes the job due after this (a
    /// delivery, a halt, a cancel) outlives the commit of this step. A claimer that dies leaves the job due at the end of its lease.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="owner">Identity of the process.</param>
    /// <param name="now">Present time.</param>
    /// <param name="leaseUntil">When others may take it, should this process die.</param>
    /// <param name="wake">True takes it before its time.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    ValueTask<ClaimedJob?> ClaimAsync(
        string jobId, string owner, DateTimeOffset now, DateTimeOffset leaseUntil, bool wake, CancellationToken cancellationToken);

    /// <summary>
    /// Lets one process look at a job that is at the provider, time and again, without writing anything for a look that learns nothing: other
    /// processes take it for its due time only when its follower is dead or silent. A follower's life is one for all its jobs; each
    /// look prolongs it, at most a third of its length after the last time. The job's version and due time stay as they are. Whoever claims a
    /// followed job (because it was signalled) follows it from then on; a job that is not at the provider any more is followed by nobody.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="owner">Identity of the process.</param>
    /// <param name="now">Present time.</param>
    /// <param name="aliveUntil">When others may follow its jobs, should this process send no more heartbeats.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    ValueTask<FollowResult> FollowAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a claim alive during a long step (a download), or gives it back with a lease that ends earlier, and follows the job no more.
    /// False when it was lost.
    /// </summary>
    ValueTask<bool> ExtendAsync(string jobId, string owner, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a step: the job, its events, the deliveries it dealt with, and (when asked) the halt of its siblings, in one commit,
    /// and gives the claim back. False, with nothing written, when the job's version is no longer <c>Next.Version - 1</c>, or when the
    /// step would end the job without success while a delivery waits that it does not deal with: that may be the clip, so the step has
    /// to be taken again. A success accounts in the history for the deliveries that no step dealt with.
    /// </summary>
    ValueTask<bool> CommitAsync(JobCommit commit, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the intent to submit onto the disk, keeping the claim, only when the request is neither halted nor cancelled and fewer than
    /// <paramref name="maxParallel"/> of its other jobs are at the provider or come first (planned, with a lower segment index):
    /// checked and written in one step.
    /// </summary>
    ValueTask<BeginSubmitResult> BeginSubmitAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken);

    /// <summary>
    /// Completes when everything that was written before, by whichever process, survives a loss of power. To be awaited before anybody outside
    /// is answered, thanked, or asked for something that cannot be taken back.
    /// </summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>Marks a request as cancelled by the caller and makes its unfinished jobs due now. False when there is none.</summary>
    ValueTask<bool> RequestCancelAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a verified delivery and makes its job due now. The same delivery again changes nothing; a delivery for a job in an end
    /// state is noted in the job's history, once.
    /// </summary>
    ValueTask<ReceiveResult> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a line to a job's history without a step, unless the history already has <paramref name="most"/> lines of its kind. True when
    /// it was added.
    /// </summary>
    ValueTask<bool> NoteAsync(string jobId, JobEvent note, int most, CancellationToken cancellationToken);

    /// <summary>
    /// The take number of a job's place in the film: 1 for the first job of (project, episode, scene, shot), counting up; the same
    /// number again for the same job, unless that is not above a number that turned out to be taken.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="above">The number that is taken; 0 for none.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    ValueTask<int> ReserveTakeAsync(Job job, int above, CancellationToken cancellationToken);

    /// <summary>
    /// The jobs of a place in the film that have a take number, by that number; for people: without what was sent to providers and what they
    /// answered (<see cref="Job.Payload"/>, <see cref="Job.Responses"/>).
    /// </summary>
    ValueTask<ImmutableArray<Job>> ListTakesAsync(FilmPlace place, CancellationToken cancellationToken);

    /// <summary>
    /// Chooses a delivered take for its place in the film, as <see cref="PlaceTakes.Choose"/> says, in one commit: nobody sees two takes of a place
    /// chosen, or none in between. False, with nothing written, when it was chosen already, has no clip, or is not there.
    /// </summary>
    ValueTask<bool> ChooseTakeAsync(string jobId, TakeChoice choice, CancellationToken cancellationToken);
}
