using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Frames;
using VideoGen.Fal.History;
using VideoGen.Fal.Http;
using VideoGen.Fal.Payloads;
using VideoGen.Fal.Queue;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.Fal;

/// <summary>
/// Clips by the models of fal.ai, over its queue or its blocking endpoint. Every fact about fal that this rests on is documented at
/// https://fal.ai/docs. Thread-safe; keeps no state but the memory of uploaded frames.
/// </summary>
public sealed class FalProvider : IVideoProvider
{
    /// <summary>Wire name of the provider.</summary>
    public const string WireName = "fal-ai";

    /// <summary>Its part of webhook addresses.</summary>
    internal const string WebhookPart = "fal";

    private readonly FalOptions _options;
    private readonly FalCredentials _credentials;
    private readonly ICatalog _catalog;
    private readonly FalAddresses _addresses;
    private readonly FalFrames _frames;
    private readonly FalSubmits _submits;
    private readonly FalJobs _jobs;
    private readonly FalCancels _cancels;
    private readonly FalHistory _history;
    private readonly FalInlineClips _inline;

    /// <summary>Puts the provider together. Sends nothing.</summary>
    /// <param name="options">Settings, already checked by <see cref="FalOptionsCheck"/>.</param>
    /// <param name="credentials">The environment's keys.</param>
    /// <param name="catalog">The catalog, for the names of the credentials variables.</param>
    /// <param name="http">
    /// Sender over a handler of <see cref="FalHandler.Create"/> (or one that keeps its promises: no redirects, no repeats). Owned by the
    /// caller.
    /// </param>
    /// <param name="time">The clock of deadlines and pauses.</param>
    /// <param name="home">The product's data folder; <c>uploads/fal</c> and <c>work/answers</c> below it are this provider's.</param>
    /// <param name="logger">Log; null for none.</param>
    public FalProvider(
        FalOptions options, FalCredentials credentials, ICatalog catalog, HttpMessageInvoker http, TimeProvider time, string home,
        ILogger<FalProvider>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var log = logger ?? NullLogger<FalProvider>.Instance;
        var sender = new FalHttp(http, options, time);
        var reads = new FalReads(sender, options, time);
        _options = options;
        _credentials = credentials;
        _catalog = catalog;
        _addresses = new FalAddresses(options);
        _frames = new FalFrames(new FalUploads(sender, options, time), Memory(home, options, time, log), options);
        _submits = new FalSubmits(sender, _addresses, options, log);
        _jobs = new FalJobs(reads, _addresses);
        _cancels = new FalCancels(reads, _addresses);
        _history = new FalHistory(reads, _addresses, options, time);
        _inline = new FalInlineClips(home);
    }

    /// <inheritdoc/>
    public string Name => WireName;

    /// <inheritdoc/>
    public string WebhookName => WebhookPart;

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken)
    {
        var problems = FalOptionsCheck.Check(_options);
        if ((await _catalog.ReadAsync(cancellationToken)).Provider(WireName) is not { } config)
        {
            return problems;
        }

        if (_credentials.Read(config.CredentialsRef) is FalCredential.Missing missing)
        {
            problems = problems.Add(missing.Problem);
        }

        if (config.TextCredentialsRef != config.CredentialsRef && _credentials.Refusal(config.TextCredentialsRef) is { } refusal)
        {
            problems = problems.Add(refusal);
        }

        return problems.AddRange(FalModelSelection.Apply(config, _credentials).Problems);
    }

    /// <inheritdoc/>
    public Problem? Lacks(ProviderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return _credentials.Read(config.CredentialsRef) is FalCredential.Missing missing ? missing.Problem : null;
    }

    /// <inheritdoc/>
    public async ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (FalOrderCheck.Check(order) is { } refused)
        {
            return new PrepareResult.Refused(refused);
        }

        var reference = await ReferenceAsync(order, cancellationToken);
        if (_options.FrameTransfer == FalFrameTransfer.Upload && _credentials.Read(reference) is FalCredential.Missing missing)
        {
            return new PrepareResult.Refused(NoKey(missing));
        }

        var pictures = ImmutableArray.CreateBuilder<string>();
        var key = (_credentials.Read(reference) as FalCredential.Found)?.Key;
        var sent = await Task.WhenAll(order.Stills.Select(still => _frames.MakeReachableAsync(still, key, cancellationToken)));
        for (var i = 0; i < sent.Length; i++)
        {
            switch (sent[i])
            {
                case FalFrameResult.Reachable reachable:
                    pictures.Add(reachable.Value);
                    break;
                case FalFrameResult.Refused failed:
                    return new PrepareResult.Refused(FrameFailure(failed, i));
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        var payload = PresetPayload.Build(order, pictures.ToImmutable());
        var problems = FalPayloadCheck.Check(order.Preset, payload, order.Stills.Length);
        return problems.IsEmpty
            ? new PrepareResult.Ready(FalJson.Write(payload))
            : new PrepareResult.Refused(OrderCheck.Invalid(problems));
    }

    /// <inheritdoc/>
    public async ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        cancellationToken.ThrowIfCancellationRequested();
        if (!FalModelId.TryParse(submission.Model, out var model))
        {
            return new SubmitResult.Refused(
                new ProviderFailure(FailureError.ProviderError, $"'{submission.Model}' is not a model id of fal.", Billed.No) { Retryable = false });
        }

        return _credentials.Read(submission.CredentialsRef) switch
        {
            FalCredential.Found found => Kept(await _submits.SendAsync(submission, model, found.Key)),
            FalCredential.Missing missing => new SubmitResult.Refused(NoKey(missing)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _credentials.Read(job.CredentialsRef) switch
        {
            FalCredential.Found found => _inline.Kept(await _jobs.ReadAsync(job, found.Key, cancellationToken), job.RequestId),
            FalCredential.Missing missing => new JobStatus.Unreachable(missing.Problem.ToString()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<JobStatus> GetResultAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _credentials.Read(job.CredentialsRef) switch
        {
            FalCredential.Found found => _inline.Kept(await _jobs.ReadResultAsync(job, found.Key, cancellationToken), job.RequestId),
            FalCredential.Missing missing => new JobStatus.Unreachable(missing.Problem.ToString()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _credentials.Read(job.CredentialsRef) is FalCredential.Found found
            ? await _cancels.SendAsync(job, found.Key, cancellationToken)
            : CancelResult.Unreachable;
    }

    /// <inheritdoc/>
    public async ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return _credentials.Read(submission.CredentialsRef) switch
        {
            FalCredential.Found found => await _history.FindAsync(submission, submittedAt, found.Key, cancellationToken),
            FalCredential.Missing missing => new FindResult.Unavailable(missing.Problem.ToString()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public DeliveryReading? ReadDelivery(Submission submission, string body) => FalDeliveries.Read(submission, body, _addresses) switch
    {
        { } reading => reading with { Status = _inline.Kept(reading.Status, reading.Job.RequestId) },
        null => null,
    };

    // A clip that the blocking endpoint sold and that cannot be decoded is looked for at the queue, under the id of the call.
    private SubmitResult Kept(SubmitResult result) => result is not SubmitResult.Finished finished ? result
        : _inline.Keep(finished.Clip, finished.Job.RequestId, out _) is { } clip ? finished with { Clip = clip }
        : new SubmitResult.Accepted(finished.Job) { Response = finished.Response };

    private async ValueTask<string?> ReferenceAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        var config = (await _catalog.ReadAsync(cancellationToken)).Provider(WireName);
        return order.Preset.Mode == PresetMode.TextToVideo ? config?.TextCredentialsRef ?? config?.CredentialsRef : config?.CredentialsRef;
    }

    private static ProviderFailure NoKey(FalCredential.Missing missing) =>
        new(FailureError.ProviderError, missing.Problem.Message, Billed.No) { ProviderCode = missing.Problem.Code, NextStep = missing.Problem.Remedy, Retryable = false };

    private static ProviderFailure FrameFailure(FalFrameResult.Refused refused, int still) => new(
        refused.Unreachable ? FailureError.ProviderUnreachable : FailureError.ProviderError, refused.Message, Billed.No)
    {
        NextStep = refused.NextStep,
        Retryable = refused.Unreachable,
        StillIndex = still,
    };

    private static UploadMemory Memory(string home, FalOptions options, TimeProvider time, ILogger logger) => new(
        Path.Combine(home, "uploads", "fal"), TimeSpan.FromDays(options.UploadMaxAgeDays), time,
        text => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https", logger);
}
