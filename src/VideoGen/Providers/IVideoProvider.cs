using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Providers;

/// <summary>
/// Port to a maker of clips. An implementation keeps no state that matters: everything it needs to find a job again is in the
/// <see cref="ProviderJob"/> that the ledger keeps. Thread-safe. Every implementation passes the provider contract suite.
/// </summary>
public interface IVideoProvider
{
    /// <summary>Wire name, as in <c>provider_override</c>: <c>fal-ai</c>, <c>animatic</c>.</summary>
    string Name { get; }

    /// <summary>Its part of webhook addresses, <c>/webhooks/{provider}/{job token}</c>; the wire name unless it says otherwise.</summary>
    string WebhookName => Name;

    /// <summary>
    /// False where the provider has no cancel: it is never asked to, and callers are told that what runs is made and billed.
    /// </summary>
    bool CanCancel => true;

    /// <summary>True where the provider calls a webhook; false for one that is only polled.</summary>
    bool CallsBack => true;

    /// <summary>The provider wants no job's status read more often than this; zero where it does not say.</summary>
    TimeSpan ShortestPoll => TimeSpan.Zero;

    /// <summary>True where the address of a finished clip expires, and another reading of the status gives a fresh one.</summary>
    bool RenewsClipAddresses => false;

    /// <summary>False where no trained model makes the pictures, so that a clip is what its stills are; true unless an implementation says otherwise.</summary>
    bool UsesTrainedModel => true;

    /// <summary>
    /// Says what keeps this provider from working on this machine (a missing program, a missing key); empty when nothing does.
    /// Called before anything is written or spent, and by <c>videogen doctor</c>. Spends nothing.
    /// </summary>
    ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What it lacks on this machine to render at all, such as a key; null where it lacks nothing. Asked at every plan that a rule chooses a provider for, so
    /// it looks at this machine alone and starts and calls nothing.
    /// </summary>
    /// <param name="config">Its config in the catalog of the plan.</param>
    Problem? Lacks(ProviderConfig config) => null;

    /// <summary>Asks the provider whether it takes the key, by a call that costs nothing, for <c>videogen doctor</c>. Null where it has no such call.</summary>
    ValueTask<KeyAnswer?> AskKeyAsync(CancellationToken cancellationToken) => ValueTask.FromResult<KeyAnswer?>(null);

    /// <summary>
    /// Turns an order into the exact payload to submit: makes its frames reachable and checks the result. May be repeated; costs
    /// nothing at the provider.
    /// </summary>
    ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Submits a prepared payload. The caller calls this once per job, ever, after the ledger holds the intent; the implementation
    /// sends it once, whatever happens on the way. Must not throw for anything the outside world can do.
    /// </summary>
    ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken);

    /// <summary>Reads where a job stands, including its result. A read: may be repeated any number of times.</summary>
    ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the result of a job that is known to have ended, for what was billed, with as few calls as that takes. A read.
    /// </summary>
    ValueTask<JobStatus> GetResultAsync(ProviderJob job, CancellationToken cancellationToken) => GetStatusAsync(job, cancellationToken);

    /// <summary>
    /// Asks the provider to stop a job; called only right after a status that was not the end, and never where <see cref="CanCancel"/> is
    /// false. A job that is already done stays done: where the provider's own cancel would delete a finished clip, the implementation reads
    /// the status first and leaves it alone.
    /// </summary>
    ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken);

    /// <summary>
    /// Looks for the job of a submission whose answer never arrived, in the provider's own records. Never submits.
    /// </summary>
    ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken);

    /// <summary>
    /// Adds the credential to the request for a clip, where its address is one of the provider's own origin that wants it; else changes
    /// nothing. Only <c>Authorization</c> may be set: the transport does not carry that across a redirect.
    /// </summary>
    /// <param name="clip">The request for the bytes.</param>
    /// <param name="job">The job that the clip is of.</param>
    void SignIn(HttpRequestMessage clip, ProviderJob job)
    {
    }

    /// <summary>
    /// Reads what a verified webhook delivery says about a job. Null when it says nothing usable: the status is then read instead.
    /// </summary>
    /// <param name="submission">The submission the delivery's address belongs to.</param>
    /// <param name="body">Raw body of the delivery.</param>
    DeliveryReading? ReadDelivery(Submission submission, string body) => null;
}
