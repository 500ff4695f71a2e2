using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using Reply = VideoGen.Providers.Http.ProviderReply<VideoGen.Providers.Http.JsonAnswer>;

namespace VideoGen.Replicate;

/// <summary>Clips by the official models of Replicate, https://replicate.com/docs/reference/http. Thread-safe; keeps no state.</summary>
internal sealed class ReplicateProvider : IVideoProvider
{
    public const string WireName = "replicate";

    private const int DataUriMaxBytes = 190_000; // base64 makes the 256 KB of it that Replicate advises

    private static readonly Uri Api = new("https://api.replicate.com/v1");
    private static readonly TimeSpan SubmitTimeout = TimeSpan.FromSeconds(120);

    private readonly ProviderChannel _channel;
    private readonly KeyedChannel _keyed;
    private readonly VendorCredentials _credentials;

    /// <param name="credentials">The environment's keys.</param>
    /// <param name="catalog">The catalog, for the name of the credentials variable.</param>
    /// <param name="http">Sender over a handler that follows no redirect and repeats nothing.</param>
    /// <param name="time">The clock.</param>
    public ReplicateProvider(VendorCredentials credentials, ICatalog catalog, HttpMessageInvoker http, TimeProvider time)
    {
        _channel = new ProviderChannel(http, Api, new SenderLimits(WireName, 8_388_608, 10, [("api", Api)]), TimeSpan.FromSeconds(30), 3, time);
        _keyed = new KeyedChannel(WireName, "Replicate", _channel, credentials, catalog, ReplicateAnswers.Message);
        _credentials = credentials;
    }

    public string Name => WireName;

    // What keeps it from working here. Called before anything is spent, by the doctor too.
    public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => _keyed.CheckAsync([], cancellationToken);

    public Problem? Lacks(ProviderConfig config) => _keyed.Lacks(config);

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

    // KeyedChannel sends it once, whatever happens on the way: what may have arrived without an answer is Unknown, never sent again.
    public ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["input"] = JsonAnswer.Read(submission.Payload) };
        if (submission.WebhookUrl is { } address)
        {
            body["webhook"] = address.AbsoluteUri;
            body["webhook_events_filter"] = new JsonArray("completed");
        }

        return _keyed.SubmitAsync(
            submission, $"models/{submission.Model}/predictions", JsonAnswer.Write(body), SubmitTimeout,
            answer => answer.IsSuccess ? _keyed.Accepted(answer, id => ReplicateAnswers.Accepted(id, submission)) : ReplicateAnswers.Refused(answer), cancellationToken);
    }

    // Read any number of times; from the job's handle alone, since another process may ask.
    public ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken) =>
        _keyed.StatusAsync(job, () => _channel.At($"predictions/{job.RequestId}"), ReplicateAnswers.Status, cancellationToken);

    public async ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => await GetStatusAsync(job, cancellationToken) switch
    {
        JobStatus.Gone => CancelResult.NotFound,
        JobStatus.Cancelled => CancelResult.Requested,
        JobStatus.Unreachable => CancelResult.Unreachable,
        JobStatus.Queued or JobStatus.Running => await _keyed.CancelAsync(job, HttpMethod.Post, $"predictions/{job.RequestId}/cancel", cancellationToken),
        _ => CancelResult.AlreadyCompleted,
    };

    // The list holds the newest hundred with their webhook addresses, and ours is the job's own. It never proves that there is none.
    public async ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken)
    {
        if (submission.WebhookUrl is { } address && _credentials.Read(submission.CredentialsRef, out _) is { } key
            && await _channel.ReadAsync(_channel.At("predictions"), key, cancellationToken) is Reply.Answered { Answer.Json: { } list }
            && (list["results"] as JsonArray)?.FirstOrDefault(p => JsonAnswer.Text(p, "webhook") == address.AbsoluteUri) is { } found && JsonAnswer.Text(found, "id") is { } id)
        {
            return new FindResult.Found(new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef });
        }

        return new FindResult.Unavailable("The list of predictions does not name it, or could not be read.");
    }

    // A delivery is the prediction itself; who signed it was decided by the receiver.
    public DeliveryReading? ReadDelivery(Submission submission, string body) =>
        JsonAnswer.Read(body) is { } json && JsonAnswer.Text(json, "id") is { } id && KeyedChannel.IsId(id)
            ? new DeliveryReading(new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef }, ReplicateAnswers.Status(json, body))
            : null;
}
