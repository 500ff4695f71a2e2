using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.OpenRouter.Catalog;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.OpenRouter;

/// <summary>
/// Clips by the video models of OpenRouter, https://openrouter.ai/docs. It has no cancel and keeps no list of jobs, so a job whose submit got no
/// answer is known again only by its callback; clips are fetched with the key. Thread-safe; keeps no state but what the public
/// catalogue says about seeds.
/// </summary>
public sealed class OpenRouterProvider : IVideoProvider
{
    /// <summary>Wire name of the provider.</summary>
    public const string WireName = "openrouter";

    private readonly OpenRouterOptions _options;
    private readonly ProviderChannel _channel;
    private readonly KeyedChannel _keyed;
    private readonly CatalogueSeeds _seeds;

    /// <summary>Puts the provider together. Sends nothing.</summary>
    /// <param name="options">Settings, already checked by <see cref="OpenRouterOptionsCheck"/>.</param>
    /// <param name="credentials">The environment's keys.</param>
    /// <param name="catalog">The catalog, for the name of the credentials variable.</param>
    /// <param name="http">Sender over a handler that follows no redirect and repeats nothing. Owned by the caller.</param>
    /// <param name="time">The clock of deadlines and pauses.</param>
    public OpenRouterProvider(OpenRouterOptions options, VendorCredentials credentials, ICatalog catalog, HttpMessageInvoker http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _channel = new ProviderChannel(
            http, options.ApiUrl, new SenderLimits("openrouter", options.AnswerMaxBytes, options.ConnectTimeoutSeconds, [("api_url", options.ApiUrl)]),
            TimeSpan.FromSeconds(options.ReadTimeoutSeconds), options.ReadAttempts, time);
        _keyed = new KeyedChannel(WireName, "OpenRouter", _channel, credentials, catalog, OpenRouterAnswers.Message);
        _seeds = new CatalogueSeeds(new OpenRouterCatalogue(options, http, time), time);
    }

    /// <inheritdoc/>
    public string Name => WireName;

    /// <inheritdoc/>
    public bool CanCancel => false;

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken) => _keyed.CheckAsync(OpenRouterOptionsCheck.Check(_options), cancellationToken);

    /// <inheritdoc/>
    public Problem? Lacks(ProviderConfig config) => _keyed.Lacks(config);

    /// <inheritdoc/>
    public ValueTask<KeyAnswer?> AskKeyAsync(CancellationToken cancellationToken) => _keyed.AskKeyAsync(
        "key",
        json => JsonAnswer.Amount(json["data"], "limit_remaining") is { } dollars ? string.Create(CultureInfo.InvariantCulture, $"${dollars:0.00} of its limit are left") : null,
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<PrepareResult> PrepareAsync(SegmentOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (OrderCheck.Check(order) is { } refused)
        {
            return new PrepareResult.Refused(refused);
        }

        if (order.Stills.Sum(s => s.FileSize) is var size && size > _options.FramesMaxBytes)
        {
            return new PrepareResult.Refused(OrderCheck.Refused($"The stills have {size} bytes together, more than openrouter.frames_max_bytes.", "Send smaller pictures."));
        }

        var pictures = ImmutableArray.CreateBuilder<string>();
        foreach (FrameStill still in order.Stills)
        {
            if (await StillBytes.ReadAsync(still, cancellationToken) is not { } bytes)
            {
                return new PrepareResult.Refused(StillBytes.Lost(still));
            }

            pictures.Add(StillBytes.AsDataUri(still, bytes));
        }

        JsonObject payload = PresetPayload.Build(order, pictures.ToImmutable(), Picture);
        payload["model"] = order.Preset.Model;
        if (order.Seed is { } seed && await _seeds.SupportsSeedAsync(order.Preset.Model, cancellationToken))
        {
            payload["seed"] = seed;
        }

        return new PrepareResult.Ready(JsonAnswer.Write(payload));
    }

    /// <inheritdoc/>
    public ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return _keyed.SubmitAsync(
            submission, "videos", Body(submission), TimeSpan.FromSeconds(_options.RequestTimeoutSeconds),
            answer => answer.IsSuccess ? _keyed.Accepted(answer, id => OpenRouterAnswers.Accepted(id, answer, submission, _channel)) : OpenRouterAnswers.Refused(answer, submission.Model), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        Uri? given = _channel.Given(job.StatusUrl?.AbsoluteUri);
        // An address that leads nowhere proves nothing about the job: the documented one is asked then.
        return given is not null && await ReadAsync(job, () => given, cancellationToken) is var status and not JobStatus.Gone
            ? status
            : await ReadAsync(job, () => _channel.At($"videos/{job.RequestId}"), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => ValueTask.FromResult(CancelResult.Unsupported);

    /// <inheritdoc/>
    public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken) =>
        ValueTask.FromResult<FindResult>(new FindResult.Unavailable("OpenRouter keeps no list of video jobs that could be read.") { IsFinal = true });

    /// <inheritdoc/>
    public void SignIn(HttpRequestMessage clip, ProviderJob job) => _keyed.SignIn(clip, job);

    /// <inheritdoc/>
    public DeliveryReading? ReadDelivery(Submission submission, string body)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (JsonAnswer.Read(body) is not { } json || json["data"] is not JsonObject data || JsonAnswer.Text(data, "id") is not { } id || !KeyedChannel.IsId(id))
        {
            return null;
        }

        var job = new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef };
        return new DeliveryReading(job, json.ContainsKey(OpenRouterWebhookReceiver.Unsigned)
            ? new JobStatus.Unreachable("The callback was not signed, so the status is read.")
            : OpenRouterAnswers.Status(data, body, id, _channel));
    }

    private ValueTask<JobStatus> ReadAsync(ProviderJob job, Func<Uri> address, CancellationToken cancellationToken) =>
        _keyed.StatusAsync(job, address, (json, body) => OpenRouterAnswers.Status(json, body, job.RequestId, _channel), cancellationToken);

    private static JsonObject Picture(string role, string address) => new()
    {
        ["type"] = "image_url",
        ["image_url"] = new JsonObject { ["url"] = address },
        ["frame_type"] = role,
    };

    // What belongs to the sending and not to the order: where to call back, and what tells our side of it apart.
    private static string Body(Submission submission)
    {
        JsonObject body = JsonAnswer.Read(submission.Payload) ?? [];
        if (submission.WebhookUrl is { } address)
        {
            body["callback_url"] = address.AbsoluteUri;
        }

        body["session_id"] = submission.JobId;
        return JsonAnswer.Write(body);
    }
}
