using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using Reply = VideoGen.Providers.Http.ProviderReply<VideoGen.Providers.Http.JsonAnswer>;

namespace VideoGen.OpenRouter;

/// <summary>
/// Clips by the video models of OpenRouter, https://openrouter.ai/docs. It has no cancel and keeps no list of jobs, so a job whose submit got no
/// answer is known again only by its callback; clips are fetched with the key. Thread-safe; keeps no state.
/// </summary>
public sealed class OpenRouterProvider : IVideoProvider
{
    /// <summary>Wire name of the provider.</summary>
    public const string WireName = "openrouter";

    private readonly OpenRouterOptions _options;
    private readonly VendorCredentials _credentials;
    private readonly ICatalog _catalog;
    private readonly ProviderChannel _channel;

    /// <summary>Puts the provider together. Sends nothing.</summary>
    /// <param name="options">Settings, already checked by <see cref="OpenRouterOptionsCheck"/>.</param>
    /// <param name="credentials">The environment's keys.</param>
    /// <param name="catalog">The catalog, for the name of the credentials variable.</param>
    /// <param name="http">Sender over a handler that follows no redirect and repeats nothing. Owned by the caller.</param>
    /// <param name="time">The clock of deadlines and pauses.</param>
    public OpenRouterProvider(OpenRouterOptions options, VendorCredentials credentials, ICatalog catalog, HttpMessageInvoker http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _credentials, _catalog) = (options, credentials, catalog);
        _channel = new ProviderChannel(
            http, options.ApiUrl, new SenderLimits("openrouter", options.AnswerMaxBytes, options.ConnectTimeoutSeconds, [("api_url", options.ApiUrl)]),
            TimeSpan.FromSeconds(options.ReadTimeoutSeconds), options.ReadAttempts, time);
    }

    /// <inheritdoc/>
    public string Name => WireName;

    /// <inheritdoc/>
    public bool CanCancel => false;

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Problem>> CheckAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Problem> problems = OpenRouterOptionsCheck.Check(_options);
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
            await _channel.ReadAsync(HttpMethod.Get, _channel.At("key"), key, cancellationToken),
            json => JsonAnswer.Amount(json["data"], "limit_remaining") is { } dollars ? string.Create(CultureInfo.InvariantCulture, $"${dollars:0.00} of its limit are left") : null);
    }

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
                return new PrepareResult.Refused(OrderCheck.Refused($"Frame {still.FrameId}: the picture is no longer in the frame store as it was checked.", "Send the request again."));
            }

            pictures.Add(StillBytes.AsDataUri(still, bytes));
        }

        JsonObject payload = PresetPayload.Build(order, pictures.ToImmutable(), Picture);
        payload["model"] = order.Preset.Model;
        return new PrepareResult.Ready(JsonAnswer.Write(payload));
    }

    /// <inheritdoc/>
    public async ValueTask<SubmitResult> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        cancellationToken.ThrowIfCancellationRequested();
        if (_credentials.Read(submission.CredentialsRef, out Problem? missing) is not { } key)
        {
            return new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderError, missing!.Message, Billed.No) { ProviderCode = missing.Code, NextStep = missing.Remedy, Retryable = false });
        }

        // Once begun, it is waited for: whether it arrived could not be found out later.
        Reply reply = await _channel.PostAsync(_channel.At("videos"), Body(submission), key, TimeSpan.FromSeconds(_options.RequestTimeoutSeconds), CancellationToken.None);
        return reply switch
        {
            Reply.NotSent lost => new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderUnreachable, lost.Message, Billed.No) { Retryable = true }),
            Reply.Lost lost => new SubmitResult.Unknown(lost.Message),
            Reply.Answered { Answer: var answer } => OpenRouterAnswers.Submitted(answer, submission, _channel),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<JobStatus> GetStatusAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (!OpenRouterAnswers.IsId(job.RequestId))
        {
            return new JobStatus.Gone($"'{job.RequestId}' is no job of OpenRouter.");
        }

        if (_credentials.Read(job.CredentialsRef, out Problem? missing) is not { } key)
        {
            return new JobStatus.Unreachable(missing!.ToString());
        }

        Uri address = _channel.Given(job.StatusUrl?.AbsoluteUri) ?? _channel.At($"videos/{job.RequestId}");
        return await _channel.ReadAsync(HttpMethod.Get, address, key, cancellationToken) switch
        {
            Reply.Answered { Answer: { Status: 404 } answer } => new JobStatus.Gone($"OpenRouter does not know the job {job.RequestId}.") { MayReturn = true, Response = answer.Body },
            Reply.Answered { Answer: { IsSuccess: true, Json: { } json } answer } => OpenRouterAnswers.Status(json, answer.Body, job.RequestId, _channel),
            Reply.Answered { Answer: var answer } => new JobStatus.Unreachable(OpenRouterAnswers.Message(answer)) { Response = answer.Body },
            Reply.NotSent lost => new JobStatus.Unreachable(lost.Message),
            Reply.Lost lost => new JobStatus.Unreachable(lost.Message),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public ValueTask<CancelResult> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => ValueTask.FromResult(CancelResult.Unsupported);

    /// <inheritdoc/>
    public ValueTask<FindResult> FindAsync(Submission submission, DateTimeOffset submittedAt, CancellationToken cancellationToken) =>
        ValueTask.FromResult<FindResult>(new FindResult.Unavailable("OpenRouter keeps no list of video jobs that could be read.") { IsFinal = true });

    /// <inheritdoc/>
    public void SignIn(HttpRequestMessage clip, ProviderJob job)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(job);
        if (clip.RequestUri is { } address && _channel.IsOwn(address))
        {
            _credentials.Read(job.CredentialsRef, out _)?.WriteTo(clip.Headers);
        }
    }

    /// <inheritdoc/>
    public DeliveryReading? ReadDelivery(Submission submission, string body)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (JsonAnswer.Read(body) is not { } json || json["data"] is not JsonObject data || JsonAnswer.Text(data, "id") is not { } id || !OpenRouterAnswers.IsId(id))
        {
            return null;
        }

        var job = new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef };
        return new DeliveryReading(job, json.ContainsKey(OpenRouterWebhookReceiver.Unsigned)
            ? new JobStatus.Unreachable("The callback was not signed, so the status is read.")
            : OpenRouterAnswers.Status(data, body, id, _channel));
    }

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
