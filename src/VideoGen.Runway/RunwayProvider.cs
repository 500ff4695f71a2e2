using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using Reply = VideoGen.Providers.Http.ProviderReply<VideoGen.Providers.Http.JsonAnswer>;

namespace VideoGen.Runway;

/// <summary>
/// Clips by the models of Runway, https://docs.dev.runwayml.com. It calls nobody back and keeps no list, so a submit whose answer was lost stays
/// unknown; its cancel deletes what is finished, so the status is read before. Thread-safe; keeps no state.
/// </summary>
public sealed class RunwayProvider : IVideoProvider
{
    /// <summary>Wire name of the provider.</summary>
    public const string WireName = "runway";

    private const string Version = "2024-11-06";
    private const long DataUriMaxBytes = 3_600_000; // base64 makes 5 MB of it, with its prefix

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    private readonly RunwayOptions _options;
    private readonly VendorCredentials _credentials;
    private readonly ICatalog _catalog;
    private readonly ProviderChannel _channel;
    private readonly RunwayUploads _uploads;

    /// <summary>Puts the provider together. Sends nothing.</summary>
    /// <param name="options">Settings, already checked by <see cref="RunwayOptionsCheck"/>.</param>
    /// <param name="credentials">The environment's keys.</param>
    /// <param name="catalog">The catalog, for the name of the credentials variable.</param>
    /// <param name="http">Sender over a handler that follows no redirect and repeats nothing. Owned by the caller.</param>
    /// <param name="time">The clock of deadlines and pauses.</param>
    public RunwayProvider(RunwayOptions options, VendorCredentials credentials, ICatalog catalog, HttpMessageInvoker http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _credentials, _catalog) = (options, credentials, catalog);
        _channel = new ProviderChannel(
            http, options.ApiUrl, new SenderLimits("runway", options.AnswerMaxBytes, options.ConnectTimeoutSeconds, [("api_url", options.ApiUrl)]),
            TimeSpan.FromSeconds(options.ReadTimeoutSeconds), options.ReadAttempts, time)
        { Headers = [("X-Runway-Version", Version)] };
        _uploads = new RunwayUploads(_channel, options);
    }

    /// <inheritdoc/>
    public string Name => WireName;

    /// <inheritdoc/>
    public bool CallsBack => false;

    /// <inheritdoc/>
    public TimeSpan ShortestPoll => Shortest;

    /// <inheritdoc/>
    public bool RenewsClipAddresses => true;

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Problem> problems = RunwayOptionsCheck.Check(_options);
        ProviderConfig? config = (await _catalog.ReadAsync(cancellationToken)).Provider(WireName);
        return config is not null && _credentials.Check(config.CredentialsRef) is { } missing ? problems.Add(missing) : problems;
    }

    /// <inheritdoc/>
    public Problem? Lacks(ProviderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return _credentials.Check(config.CredentialsRef);
    }

    /// <inheritdoc/>
    public async ValueTask<KeyAnswer?> AskKeyAsync(CancellationToken cancellationToken)
    {
        string? reference = (await _catalog.ReadAsync(cancellationToken)).Provider(WireName)?.CredentialsRef;
        return _credentials.Read(reference, out _) is not { } key ? null : KeyAnswers.Of(
            await _channel.ReadAsync(HttpMethod.Get, _channel.At("v1/organization"), key, cancellationToken),
            json => JsonAnswer.Amount(json, "creditBalance") is { } credits ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{credits:0} credits are left") : null);
    }

    /// <inheritdoc/>
    public async ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (OrderCheck.Check(order) is { } refused)
        {
            return new PrepareResult.Refused(refused);
        }

        string? reference = (await _catalog.ReadAsync(cancellationToken)).Provider(WireName)?.CredentialsRef;
        ProviderKey? key = _credentials.Read(reference, out Problem? missing);
        if (key is null && _options.FrameTransfer is RunwayFrameTransfer.Upload)
        {
            return new PrepareResult.Refused(NoKey(missing!));
        }

        var pictures = ImmutableArray.CreateBuilder<string>();
        for (int i = 0; i < order.Stills.Length; i++)
        {
            (string? address, ProviderFailure? failure) = await PictureAsync(order.Stills[i], key, cancellationToken);
            if (failure is not null)
            {
                return new PrepareResult.Refused(failure with { StillIndex = i });
            }

            pictures.Add(address!);
        }

        JsonObject payload = PresetPayload.Build(order, pictures.ToImmutable(), (role, picture) => new JsonObject { ["position"] = role, ["uri"] = picture });
        payload["model"] = order.Preset.Model;
        if (order.Seed is { } seed && RunwaySeeds.AreTakenBy(order.Preset.Model))
        {
            payload["seed"] = seed;
        }

        return new PrepareResult.Ready(JsonAnswer.Write(payload));
    }

    /// <inheritdoc/>
    public async ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        cancellationToken.ThrowIfCancellationRequested();
        if (_credentials.Read(submission.CredentialsRef, out Problem? missing) is not { } key)
        {
            return new SubmitResult.Refused(NoKey(missing!));
        }

        // Once begun, it is waited for: whether it arrived could not be found out later.
        Reply reply = await _channel.PostAsync(_channel.At("v1/image_to_video"), submission.Payload, key, TimeSpan.FromSeconds(_options.RequestTimeoutSeconds), CancellationToken.None);
        return reply switch
        {
            Reply.NotSent lost => new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderUnreachable, lost.Message, Billed.No) { Retryable = true }),
            Reply.Lost lost => new SubmitResult.Unknown(lost.Message),
            Reply.Answered { Answer: var answer } => RunwayAnswers.Submitted(answer, submission),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (!RunwayAnswers.IsId(job.RequestId))
        {
            return new JobStatus.Gone($"'{job.RequestId}' is no task of Runway.");
        }

        if (_credentials.Read(job.CredentialsRef, out Problem? missing) is not { } key)
        {
            return new JobStatus.Unreachable(missing!.ToString());
        }

        return await _channel.ReadAsync(HttpMethod.Get, TaskAt(job), key, cancellationToken) switch
        {
            Reply.Answered { Answer: { Status: 404 } answer } => new JobStatus.Gone($"Runway does not know the task {job.RequestId}.") { MayReturn = true, Response = answer.Body },
            Reply.Answered { Answer: { IsSuccess: true, Json: { } json } answer } => RunwayAnswers.Status(json, answer.Body),
            Reply.Answered { Answer: var answer } => new JobStatus.Unreachable(RunwayAnswers.Message(answer)) { Response = answer.Body },
            Reply.NotSent lost => new JobStatus.Unreachable(lost.Message),
            Reply.Lost lost => new JobStatus.Unreachable(lost.Message),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        switch (await GetStatusAsync(job, cancellationToken))
        {
            case JobStatus.Gone:
                return CancelResult.NotFound;
            case JobStatus.Queued or JobStatus.Throttled or JobStatus.Running:
                break;
            case JobStatus.Cancelled:
                return CancelResult.Requested;
            case JobStatus.Unreachable:
                return CancelResult.Unreachable;
            default:
                return CancelResult.AlreadyCompleted; // to delete it now would be to delete the clip
        }

        return _credentials.Read(job.CredentialsRef, out _) is { } key
            ? await _channel.ReadAsync(HttpMethod.Delete, TaskAt(job), key, cancellationToken) switch
            {
                Reply.Answered { Answer.Status: 404 } => CancelResult.NotFound,
                Reply.Answered { Answer.IsSuccess: true } => CancelResult.Requested,
                _ => CancelResult.Unreachable,
            }
            : CancelResult.Unreachable;
    }

    /// <inheritdoc/>
    public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken) =>
        ValueTask.FromResult<FindResult>(new FindResult.Unavailable("Runway keeps no list of tasks that could be read.") { IsFinal = true });

    private Uri TaskAt(ProviderJob job) => _channel.At($"v1/tasks/{job.RequestId}");

    private async Task<(string? Address, ProviderFailure? Failure)> PictureAsync(FrameStill still, ProviderKey? key, CancellationToken cancellationToken)
    {
        if (_options.FrameTransfer is RunwayFrameTransfer.DataUri && still.FileSize > DataUriMaxBytes)
        {
            return (null, OrderCheck.Refused($"Frame {still.FrameId}: the picture has {still.FileSize} bytes, too many for a data address.", "Set runway.frame_transfer to upload, or send a smaller picture."));
        }

        if (await StillBytes.ReadAsync(still, cancellationToken) is not { } bytes)
        {
            return (null, OrderCheck.Refused($"Frame {still.FrameId}: the picture is no longer in the frame store as it was checked.", "Send the request again."));
        }

        if (_options.FrameTransfer is RunwayFrameTransfer.DataUri)
        {
            return (StillBytes.AsDataUri(still, bytes), null);
        }

        (string? address, string? problem) = await _uploads.SendAsync(still, bytes, key!, cancellationToken);
        return address is not null ? (address, null) : (null, new ProviderFailure(FailureError.ProviderUnreachable, $"Frame {still.FrameId}: the picture could not be uploaded: {problem}", Billed.No) { Retryable = true });
    }

    private static ProviderFailure NoKey(Problem missing) =>
        new(FailureError.ProviderError, missing.Message, Billed.No) { ProviderCode = missing.Code, NextStep = missing.Remedy, Retryable = false };
}
