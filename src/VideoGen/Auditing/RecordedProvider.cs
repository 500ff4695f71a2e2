using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Auditing;

/// <summary>A provider that answers what was recorded, job by job, in the order in which it was answered then. Asks nobody.</summary>
/// <param name="name">Wire name of the provider that is played.</param>
/// <param name="jobs">The jobs with their answers.</param>
internal sealed class RecordedProvider(string name, ImmutableArray<Job> jobs) : IVideoProvider
{
    private const string Silent = "The recording has no answer to this.";

    private readonly ImmutableDictionary<string, Job> _jobs = jobs.ToImmutableDictionary(j => j.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _played = [];

    /// <summary>The job whose step is taken.</summary>
    public string Playing { get; set; } = "";

    /// <summary>Where clips are that are in the bundle, by job.</summary>
    public Dictionary<string, Uri> Clips { get; } = [];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public bool CanCancel => !jobs.Any(j => j.RunsOn);

    /// <summary>How many answers of a job were played.</summary>
    public int PlayedOf(string jobId) => _played.GetValueOrDefault(jobId);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ImmutableArray<Problem>>([]);

    /// <inheritdoc/>
    public ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        Job job = _jobs[order.JobId];
        return ValueTask.FromResult<PrepareResult>(
            Next(ExchangeKind.Prepare)?.Failure is { } refused ? new PrepareResult.Refused(refused) : new PrepareResult.Ready(job.Payload ?? "{}"));
    }

    /// <inheritdoc/>
    public ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken) => ValueTask.FromResult(
        Next(ExchangeKind.Submit)?.AsSubmit() switch
        {
            SubmitResult.Finished finished => finished with { Clip = Here(finished.Clip) },
            { } answer => answer,
            null => new SubmitResult.Unknown(Silent),
        });

    /// <inheritdoc/>
    public ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken) => ValueTask.FromResult(Status(ExchangeKind.Status));

    /// <inheritdoc/>
    public ValueTask<JobStatus> GetResultAsync(ProviderJob job, CancellationToken cancellationToken) => ValueTask.FromResult(Status(ExchangeKind.Result));

    /// <inheritdoc/>
    public ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Next(ExchangeKind.Cancel)?.AsCancel() ?? CancelResult.Unreachable);

    /// <inheritdoc/>
    public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Next(ExchangeKind.Find)?.AsFind() ?? new FindResult.Unavailable(Silent));

    /// <inheritdoc/>
    public DeliveryReading? ReadDelivery(Submission submission, string body)
    {
        string hash = ProviderExchange.Sha256Of(body);
        ProviderExchange? exchange = _jobs[submission.JobId].Exchanges.FirstOrDefault(e => e.Kind is ExchangeKind.Delivery && e.DeliverySha256 == hash);
        return exchange is { Job: { } job } && exchange.AsStatus() is { } status ? new DeliveryReading(job, Here(status, submission.JobId)) : null;
    }

    private JobStatus Status(ExchangeKind kind) => Here(Next(kind)?.AsStatus() ?? new JobStatus.Unreachable(Silent), Playing);

    private JobStatus Here(JobStatus status, string jobId) => status is JobStatus.Succeeded done ? done with { Clip = Here(done.Clip, jobId) } : status;

    private ProviderClip Here(ProviderClip clip, string? jobId = null) => Clips.TryGetValue(jobId ?? Playing, out Uri? file) ? clip with { Address = file } : clip;

    // Deliveries come by themselves.
    private ProviderExchange? Next(ExchangeKind kind)
    {
        ImmutableArray<ProviderExchange> exchanges = _jobs[Playing].Exchanges;
        int at = _played.GetValueOrDefault(Playing);
        while (at < exchanges.Length && exchanges[at].Kind is ExchangeKind.Delivery)
        {
            at++;
        }

        if (at >= exchanges.Length || exchanges[at].Kind != kind)
        {
            return null;
        }

        _played[Playing] = at + 1;
        return exchanges[at];
    }
}
