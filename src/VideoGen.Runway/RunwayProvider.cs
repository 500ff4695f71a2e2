using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.Runway;

/// <summary>
/// Clips by the models of Runway, https://docs.dev.runwayml.com. It calls nobody back and keeps no list, so a submit whose answer was lost stays
/// unknown; its cancel deletes what is finished, so the status is read before. Thread-safe; keeps no state but
/// the memory of uploads.
/// </summary>
public sealed class RunwayProvider : IVideoProvider
{
    /// <summary>Wire name of the provider.</summary>
    public const string WireName = "runway";

    private const string Version = "2024-11-06";
    private const long DataUriMaxBytes = 3_600_000; // base64 makes 5 MB of it, with its prefix

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    private readonly RunwayOptions _options;
    private readonly ProviderChannel _channel;
    private readonly KeyedChannel _keyed;
    private readonly RunwayUploads _uploads;

    /// <summary>Puts the provider together. Sends nothing.</summary>
    /// <param name="options">Settings, already checked by <see cref="RunwayOptionsCheck"/>.</param>
    /// <param name="credentials">The environment's keys.</param>
    /// <param name="catalog">The catalog, for the name of the credentials variable.</param>
    /// <param name="http">Sender over a handler that follows no redirect and repeats nothing. Owned by the caller.</param>
    /// <param name="time">The clock of deadlines and pauses.</param>
    /// <param name="home">The product's data folder; <c>uploads/runway</c> below it is this provider's.</param>
    /// <param name="logger">Log; null for none.</param>
    public RunwayProvider(
        RunwayOptions options, VendorCredentials credentials, ICatalog catalog, HttpMessageInvoker http, TimeProvider time, string home, ILogger<RunwayProvider>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _channel = new ProviderChannel(
            http, options.ApiUrl, new SenderLimits("runway", options.AnswerMaxBytes, options.ConnectTimeoutSeconds, [("api_url", options.ApiUrl)]),
            TimeSpan.FromSeconds(options.ReadTimeoutSeconds), options.ReadAttempts, time, Shortest)
        { Headers = [("X-Runway-Version", Version)] };
        _keyed = new KeyedChannel(WireName, "Runway", _channel, credentials, catalog, RunwayAnswers.Message);
        _uploads = new RunwayUploads(_channel, options, new UploadMemory(
            Path.Combine(home, "uploads", WireName), RunwayUploads.Lifetime, time, RunwayUploads.IsAddress, logger ?? NullLogger<RunwayProvider>.Instance));
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
    public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => _keyed.CheckAsync(RunwayOptionsCheck.Check(_options), cancellationToken);

    /// <inheritdoc/>
    public Problem? Lacks(ProviderConfig config) => _keyed.Lacks(config);

    /// <inheritdoc/>
    public ValueTask<KeyAnswer?> AskKeyAsync(CancellationToken cancellationToken) => _keyed.AskKeyAsync(
        "v1/organization",
        json => JsonAnswer.Amount(json, "creditBalance") is { } credits ? string.Create(CultureInfo.InvariantCulture, $"{credits:0} credits are left") : null,
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (OrderCheck.Check(order) is { } refused)
        {
            return new PrepareResult.Refused(refused);
        }

        (ProviderKey? key, ProviderFailure? missing) = await _keyed.KeyAsync(cancellationToken);
        if (key is null && _options.FrameTransfer is RunwayFrameTransfer.Upload)
        {
            return new PrepareResult.Refused(missing!);
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
        if (order.Seed is { } seed && RunwaySeeds.SupportsSeed(order.Preset.Model))
        {
            payload["seed"] = seed;
        }

        return new PrepareResult.Ready(JsonAnswer.Write(payload));
    }

    /// <inheritdoc/>
    public ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return _keyed.SubmitAsync(submission, "v1/image_to_video", submission.Payload, TimeSpan.FromSeconds(_options.RequestTimeoutSeconds), answer => Submitted(answer, submission), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        JobStatus status = await _keyed.StatusAsync(job, () => _channel.At(Task(job)), RunwayAnswers.Status, cancellationToken);
        if (status is JobStatus.Failed { Failure.ProviderCode: RunwayAnswers.InvalidAsset })
        {
            _uploads.ForgetAll(); // which picture it was is not told, and to upload again costs nothing
        }

        return status;
    }

    /// <inheritdoc/>
    public async ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => await GetStatusAsync(job, cancellationToken) switch
    {
        JobStatus.Gone => CancelResult.NotFound,
        JobStatus.Queued or JobStatus.Throttled or JobStatus.Running => await _keyed.CancelAsync(job, HttpMethod.Delete, Task(job), cancellationToken),
        JobStatus.Cancelled => CancelResult.Requested,
        JobStatus.Unreachable => CancelResult.Unreachable,
        _ => CancelResult.AlreadyCompleted, // to delete it now would be to delete the clip
    };

    /// <inheritdoc/>
    public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken) =>
        ValueTask.FromResult<FindResult>(new FindResult.Unavailable("Runway keeps no list of tasks that could be read.") { IsFinal = true });

    private SubmitResult Submitted(JsonAnswer answer, Submission submission)
    {
        if (answer.Status is 400 or 422)
        {
            _uploads.Forget(submission.Payload); // it may be the pictures that it does not take
        }

        return answer.IsSuccess ? _keyed.Accepted(answer, id => RunwayAnswers.Accepted(id, answer, submission)) : RunwayAnswers.Refused(answer, submission.Model);
    }

    private static string Task(ProviderJob job) => $"v1/tasks/{job.RequestId}";

    private async ValueTask<(string? Address, ProviderFailure? Failure)> PictureAsync(FrameStill still, ProviderKey? key, CancellationToken cancellationToken)
    {
        if (_options.FrameTransfer is RunwayFrameTransfer.DataUri && still.FileSize > DataUriMaxBytes)
        {
            return (null, OrderCheck.Refused($"Frame {still.FrameId}: the picture has {still.FileSize} bytes, too many for a data address.", "Set runway.frame_transfer to upload, or send a smaller picture."));
        }

        if (_options.FrameTransfer is RunwayFrameTransfer.Upload)
        {
            return await _uploads.FindOrSendAsync(still, key!, cancellationToken);
        }

        return await StillBytes.ReadAsync(still, cancellationToken) is { } bytes ? (StillBytes.AsDataUri(still, bytes), null) : (null, StillBytes.Lost(still));
    }
}
