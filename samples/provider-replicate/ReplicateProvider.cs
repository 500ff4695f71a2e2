using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using Reply = VideoGen.Providers.Http.ProviderReply<VideoGen.Providers.Http.JsonAnswer>;

namespace VideoGen.Replicate;

/// <summary>Clips by the official models of Replicate, https://replicate.com/docs/reference/http. Thread-safe; keeps no state.</summary>
/// <param name="credentials">The environment's keys.</param>
/// <param name="catalog">The catalog, for the name of the credentials variable.</param>
/// <param name="http">Sender over a handler that follows no redirect and repeats nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplicateProvider(VendorCredentials credentials, ICatalog catalog, HttpMessageInvoker http, TimeProvider time) : IVideoProvider
{
    public const string WireName = "replicate";

    private const int DataUriMaxBytes = 190_000; // base64 makes the 256 KB of it that Replicate advises

    private static readonly Uri Api = new("https://api.replicate.com/v1");
    private static readonly TimeSpan SubmitTimeout = TimeSpan.FromSeconds(120);

    private readonly ProviderChannel _channel = new(http, Api, new SenderLimits(WireName, 8_388_608, 10, [("api", Api)]), TimeSpan.FromSeconds(30), 3, time);

    public string Name => WireName;

    // What keeps it from working here. Called before anything is spent, by the doctor too.
    public async ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) =>
        (await catalog.ReadAsync(cancellationToken)).Provider(WireName) is { } config && Lacks(config) is { } missing ? [missing] : [];

    public Problem? Lacks(ProviderConfig config) => credentials.Check(config.CredentialsRef);

    // The preset writes the payload: this only makes the stills reachable.
    public async ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        if (OrderCheck.Check(order) is { } refused)
        {
            return new PrepareResult.Refused(refused);
        }

        var pictures = ImmutableArray.CreateBuilder<string>();
        foreach (FrameStill still in order.Stills)
        {
            if (still.FileSize > DataUriMaxBytes || await StillBytes.ReadAsync(still, cancellationToken) is not { } bytes)
            {
                return new PrepareResult.Refused(OrderCheck.Refused($"Frame {still.FrameId}: the picture is larger than {DataUriMaxBytes} bytes, or no longer there.", "Send a smaller picture."));
            }

            pictures.Add(StillBytes.AsDataUri(still, bytes));
        }

        return new PrepareResult.Ready(JsonAnswer.Write(PresetPayload.Build(order, pictures.ToImmutable())));
    }

    // Sent once, whatever happens on the way. What may have arrived without an answer is Unknown, never sent again.
    public async ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (credentials.Read(submission.CredentialsRef, out Problem? missing) is not { } key)
        {
            return new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderError, missing!.Message, Billed.No) { NextStep = missing.Remedy, Retryable = false });
        }

        var body = new JsonObject { ["input"] = JsonAnswer.Read(submission.Payload) };
        if (submission.WebhookUrl is { } address)
        {
            body["webhook"] = address.AbsoluteUri;
            body["webhook_events_filter"] = new JsonArray("completed");
        }

        return await _channel.PostAsync(_channel.At($"models/{submission.Model}/predictions"), JsonAnswer.Write(body), key, SubmitTimeout, CancellationToken.None) switch
        {
            Reply.NotSent lost => new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderUnreachable, lost.Message, Billed.No) { Retryable = true }),
            Reply.Lost lost => new SubmitResult.Unknown(lost.Message),
            Reply.Answered { Answer: var answer } => ReplicateAnswers.Submitted(answer, submission),
            _ => throw new UnreachableException(),
        };
    }

    // Read any number of times; from the job's handle alone, since another process may ask.
    public async ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken) =>
        !ReplicateAnswers.IsId(job.RequestId) ? new JobStatus.Gone($"'{job.RequestId}' is no prediction of Replicate.")
        : credentials.Read(job.CredentialsRef, out Problem? missing) is not { } key ? new JobStatus.Unreachable(missing!.ToString())
        : await _channel.ReadAsync(HttpMethod.Get, _channel.At($"predictions/{job.RequestId}"), key, cancellationToken) switch
        {
            Reply.Answered { Answer: { Status: 404 } answer } => new JobStatus.Gone($"Replicate does not know the prediction {job.RequestId}.") { MayReturn = true, Response = answer.Body },
            Reply.Answered { Answer: { IsSuccess: true, Json: { } json } answer } => ReplicateAnswers.Status(json, answer.Body),
            Reply.Answered { Answer: var answer } => new JobStatus.Unreachable(ReplicateAnswers.Message(answer)) { Response = answer.Body },
            Reply.NotSent lost => new JobStatus.Unreachable(lost.Message),
            Reply.Lost lost => new JobStatus.Unreachable(lost.Message),
            _ => throw new UnreachableException(),
        };

    public async ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => await GetStatusAsync(job, cancellationToken) switch
    {
        JobStatus.Gone => CancelResult.NotFound,
        JobStatus.Cancelled => CancelResult.Requested,
        JobStatus.Unreachable => CancelResult.Unreachable,
        JobStatus.Queued or JobStatus.Running when credentials.Read(job.CredentialsRef, out _) is { } key =>
            await _channel.ReadAsync(HttpMethod.Post, _channel.At($"predictions/{job.RequestId}/cancel"), key, cancellationToken) is Reply.Answered { Answer.IsSuccess: true } ? CancelResult.Requested : CancelResult.Unreachable,
        _ => CancelResult.AlreadyCompleted,
    };

    // The list holds the newest hundred with their webhook addresses, and ours is the job's own. It never proves that there is none.
    public async ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken)
    {
        if (submission.WebhookUrl is { } address && credentials.Read(submission.CredentialsRef, out _) is { } key
            && await _channel.ReadAsync(HttpMethod.Get, _channel.At("predictions"), key, cancellationToken) is Reply.Answered { Answer.Json: { } list }
            && (list["results"] as JsonArray)?.FirstOrDefault(p => JsonAnswer.Text(p, "webhook") == address.AbsoluteUri) is { } found && JsonAnswer.Text(found, "id") is { } id)
        {
            return new FindResult.Found(new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef });
        }

        return new FindResult.Unavailable("The list of predictions does not name it, or could not be read.");
    }

    // A delivery is the prediction itself; who signed it was decided by the receiver.
    public DeliveryReading? ReadDelivery(Submission submission, string body) =>
        JsonAnswer.Read(body) is { } json && JsonAnswer.Text(json, "id") is { } id && ReplicateAnswers.IsId(id)
            ? new DeliveryReading(new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef }, ReplicateAnswers.Status(json, body))
            : null;
}
