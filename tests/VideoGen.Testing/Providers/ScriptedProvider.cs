using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Providers;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Delivery;

namespace VideoGen.Testing.Providers;

/// <summary>
/// A provider that does as it is told and knows the truth: what was submitted how often, what it was asked, what it made. Left alone it
/// accepts every job as <c>p-{job}</c> and keeps it queued until <see cref="Say"/> tells otherwise. Thread-safe.
/// </summary>
public sealed class ScriptedProvider : IVideoProvider
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<JobStatus>> _statuses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Submission> _taken = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => MemoryCatalog.Provider;

    /// <summary>Every call in order: the verb and the job.</summary>
    public ConcurrentQueue<(string Verb, string JobId)> Calls { get; } = new();

    /// <summary>What keeps it from working; nothing unless set.</summary>
    public ImmutableArray<Problem> Obstacles { get; set; } = [];

    /// <summary>Answers a prepare.</summary>
    public Func<SegmentOrder, PrepareResult> OnPrepare { get; set; } = order =>
        new PrepareResult.Ready(new JsonObject { ["job"] = order.JobId, ["prompt"] = order.Prompt }.ToJsonString());

    /// <summary>Awaited at the begin of a submit, before the provider has the job.</summary>
    public Func<Submission, Task> BeforeAccept { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited at the end of a submit, when the provider has the job and the answer is on its way.</summary>
    public Func<Submission, Task> AfterAccept { get; set; } = _ => Task.CompletedTask;

    /// <summary>Answers a submit; the default accepts.</summary>
    public Func<Submission, SubmitResult> OnSubmit { get; set; } = submission => new SubmitResult.Accepted(JobOf(submission.JobId));

    /// <summary>Answers a wish to cancel.</summary>
    public Func<ProviderJob, CancelResult> OnCancel { get; set; } = _ => CancelResult.Requested;

    /// <summary>Answers a look into the records; null answers truly.</summary>
    public Func<Submission, FindResult>? OnFind { get; set; }

    /// <summary>Whether it can be asked to cancel.</summary>
    public bool CanCancel { get; set; } = true;

    /// <summary>Whether it calls webhooks.</summary>
    public bool CallsBack { get; set; } = true;

    /// <summary>It wants no status read more often.</summary>
    public TimeSpan ShortestPoll { get; set; }

    /// <summary>Signs the request for a clip in; nothing unless set.</summary>
    public Action<HttpRequestMessage, ProviderJob> OnSignIn { get; set; } = (_, _) => { };

    /// <summary>Awaited at every read of a status.</summary>
    public Func<ProviderJob, Task> BeforeStatus { get; set; } = _ => Task.CompletedTask;

    /// <summary>The provider's handle of a job.</summary>
    public static ProviderJob JobOf(string jobId) => new($"p-{jobId}", MemoryCatalog.Model);

    /// <summary>Where the clip of a job is.</summary>
    public static ProviderClip ClipOf(string jobId) => new(MediaHost.Address(jobId));

    /// <summary>Body of a webhook that says a job succeeded.</summary>
    public static string DeliveryOf(string jobId) => $$"""{"request_id":"p-{{jobId}}","clip":"{{MediaHost.Address(jobId)}}"}""";

    /// <summary>What the next status reads of a job answer, one after the other; the last one stays.</summary>
    public void Say(string jobId, params JobStatus[] statuses) => _statuses[jobId] = new(statuses);

    /// <summary>The next status read of a job finds its clip.</summary>
    public void Finish(string jobId) => Say(jobId, new JobStatus.Succeeded(ClipOf(jobId)));

    /// <summary>How often a verb was called for a job.</summary>
    public int Count(string verb, string jobId) => Calls.Count(c => c == (verb, jobId));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Obstacles);

    /// <inheritdoc/>
    public ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(order);
        Calls.Enqueue(("prepare", order.JobId));
        return ValueTask.FromResult(OnPrepare(order));
    }

    /// <inheritdoc/>
    public async ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        Calls.Enqueue(("submit", submission.JobId));
        await BeforeAccept(submission);
        SubmitResult result = OnSubmit(submission);
        if (result is not SubmitResult.Refused)
        {
            _taken[submission.JobId] = submission;
        }

        await AfterAccept(submission);
        return result;
    }

    /// <inheritdoc/>
    public async ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        string id = job.RequestId[2..];
        Calls.Enqueue(("status", id));
        await BeforeStatus(job).WaitAsync(cancellationToken);
        if (!_statuses.TryGetValue(id, out ConcurrentQueue<JobStatus>? said) || !said.TryPeek(out JobStatus? next))
        {
            return _taken.ContainsKey(id) ? new JobStatus.Queued(0) : new JobStatus.Gone("No such job.");
        }

        if (said.Count > 1)
        {
            said.TryDequeue(out _);
        }

        return next;
    }

    /// <inheritdoc/>
    public ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        Calls.Enqueue(("cancel", job.RequestId[2..]));
        return ValueTask.FromResult(OnCancel(job));
    }

    /// <inheritdoc/>
    public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        Calls.Enqueue(("find", submission.JobId));
        return ValueTask.FromResult(OnFind is not null ? OnFind(submission)
            : _taken.ContainsKey(submission.JobId) ? new FindResult.Found(JobOf(submission.JobId)) : new FindResult.Absent());
    }

    /// <inheritdoc/>
    public void SignIn(HttpRequestMessage clip, ProviderJob job) => OnSignIn(clip, job);

    /// <inheritdoc/>
    public DeliveryReading? ReadDelivery(Submission submission, string body)
    {
        JsonNode json = JsonNode.Parse(body)!; // throws at garbage, as a careless provider might
        if ((string?)json["request_id"] is not { } id)
        {
            return null;
        }

        JobStatus status = (string?)json["clip"] is { } clip ? new JobStatus.Succeeded(new ProviderClip(new Uri(clip)))
            : (string?)json["failed"] is { } message ? new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, message, Enum.Parse<Billed>((string?)json["billed"] ?? nameof(Billed.No))))
            : new JobStatus.Unreachable("Only a nudge.");
        return new DeliveryReading(new ProviderJob(id, MemoryCatalog.Model), status);
    }
}
