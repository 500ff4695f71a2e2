using System.Buffers;
using System.Diagnostics;
using System.Threading.RateLimiting;
using VideoGen.Host.Composition;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Server.Webhooks;

/// <summary>
/// <c>POST /webhooks/{provider}/{job token}</c>, the one address that must be public. Raw bytes, then the signature, then the ledger, then the
/// answer; the work is done afterwards by the job's tick. What is refused costs no memory, and no disk but for a few lines in the history of the
/// job whose address it used.
/// </summary>
/// <param name="agent">The agent.</param>
/// <param name="maxBodyBytes">Largest delivery.</param>
/// <param name="maxAtOnce">Deliveries taken in at the same time.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
internal sealed partial class WebhookEndpoint(AgentHost agent, int maxBodyBytes, int maxAtOnce, TimeProvider time, ILogger<WebhookEndpoint> log) : IDisposable
{
    private const int WaitingForEach = 8;
    private const int LongestId = 100;
    private const string NotReported = "–";

    private static readonly string[] Others = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options];

    /// <summary>Whoever takes longer to send a few kilobytes only means to occupy a place.</summary>
    private static readonly TimeSpan BodyWithin = TimeSpan.FromSeconds(10);

    /// <summary>fal gives a delivery 15 s.</summary>
    private static readonly TimeSpan PlaceWithin = TimeSpan.FromSeconds(5);

    private readonly WebhookQueue _queue = new(maxAtOnce, maxAtOnce * WaitingForEach, PlaceWithin, time);

    /// <summary>Maps the address. Nothing under it asks for a caller: a webhook is authenticated by the provider's signature.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        foreach (IWebhookReceiver receiver in agent.WebhookReceivers)
        {
            string address = $"/webhooks/{receiver.Name}/{{token}}";
            app.MapPost(address, (string token, HttpContext context) => ReceiveAsync(receiver, token, context)).AllowAnonymous();
            app.MapMethods(address, Others, PostOnly).AllowAnonymous();
        }

        app.Map("/webhooks/{**address}", () => Results.NotFound()).AllowAnonymous();
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    private static IResult PostOnly(HttpResponse response)
    {
        response.Headers.Allow = HttpMethods.Post;
        return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    private async Task<IResult> ReceiveAsync(IWebhookReceiver receiver, string token, HttpContext context)
    {
        RateLimitLease? lease = null;
        try
        {
            lease = await _queue.EnterAsync(context.RequestAborted);
            if (lease is null)
            {
                return Refuse(receiver, "too_many", StatusCodes.Status503ServiceUnavailable); // the provider delivers again
            }

            return await ReadInTimeAsync(context.Request, context.RequestAborted) is { } body
                ? await DecideAsync(receiver, token, name => Single(context.Request.Headers, name), body, context.RequestAborted)
                : await RefuseAsync(receiver, token, name => Single(context.Request.Headers, name), "oversized", StatusCodes.Status413PayloadTooLarge, "it is too large.");
        }
        catch (BadHttpRequestException bad)
        {
            return bad.StatusCode == StatusCodes.Status408RequestTimeout ? Refuse(receiver, "slow", bad.StatusCode) : Refuse(receiver, "malformed", bad.StatusCode);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return Refuse(receiver, "hung_up", StatusCodes.Status400BadRequest);
        }
        catch (LedgerException broken)
        {
            NotKept(broken.Problem.Code);
            return Refuse(receiver, "ledger", StatusCodes.Status503ServiceUnavailable);
        }
        finally
        {
            lease?.Dispose();
        }
    }

    private async Task<IResult> DecideAsync(IWebhookReceiver receiver, string token, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        return await receiver.ReceiveAsync(header, body, token, cancellationToken) switch
        {
            WebhookOutcome.Verified verified => await KeepAsync(receiver, token, verified),
            WebhookOutcome.Forged => await RefuseAsync(receiver, token, header, "forged", StatusCodes.Status401Unauthorized, $"its signature is not that of {receiver.Provider}."),
            WebhookOutcome.Stale => await RefuseAsync(receiver, token, header, "stale", StatusCodes.Status401Unauthorized, "it was signed too long ago, or in the future; compare this machine's clock."),
            WebhookOutcome.Malformed malformed => await RefuseAsync(receiver, token, header, "malformed", StatusCodes.Status400BadRequest, malformed.Reason),
            WebhookOutcome.Oversized => await RefuseAsync(receiver, token, header, "oversized", StatusCodes.Status413PayloadTooLarge, "it is too large."),
            WebhookOutcome.KeysUnavailable => await RefuseAsync(receiver, token, header, "keys_unavailable", StatusCodes.Status503ServiceUnavailable, $"the keys of {receiver.Provider} could not be read."),
            _ => throw new UnreachableException("Every outcome is answered above."),
        };
    }

    // In the history of the job whose address it used, where it used one. What cannot be noted is refused all the same.
    private async Task<IResult> RefuseAsync(IWebhookReceiver receiver, string token, Func<string, string?> header, string reason, int status, string why)
    {
        string? jobId = null;
        try
        {
            jobId = await agent.Webhooks.NoteRefusedAsync(token, why, CancellationToken.None);
        }
        catch (LedgerException broken)
        {
            NotKept(broken.Problem.Code);
        }

        return Refuse(receiver, reason, status, jobId ?? Named(token.Split('.')[0]), Named(receiver.ClaimedId(header)));
    }

    // The delivery is on disk before the provider gets its answer; a caller that hangs up does not undo it.
    private async Task<IResult> KeepAsync(IWebhookReceiver receiver, string token, WebhookOutcome.Verified verified)
    {
        var ids = new JobIds(Named(token.Split('.')[0]));
        using IDisposable? scope = log.BeginScope(ids);
        ReceiveResult result = await agent.Webhooks.TakeAsync(token, verified.DeliveryId, verified.Body, CancellationToken.None, ids, verified.Proof);
        if (result is ReceiveResult.UnknownJob)
        {
            return Refuse(receiver, "unknown_job", StatusCodes.Status404NotFound, Named(token.Split('.')[0]), Named(verified.RequestId));
        }

        Count(receiver, result switch { ReceiveResult.Repeated => "duplicate", ReceiveResult.AfterEnd => "late", _ => "accepted" }, null);
        if (agent.Metrics.WebhookDelay.Enabled && verified.SignedAt is { } at)
        {
            double delay = (time.GetUtcNow() - at).TotalSeconds;
            agent.Metrics.WebhookDelay.Record(Math.Max(0, delay), new KeyValuePair<string, object?>(TelemetryNames.Provider, receiver.Provider));
        }

        Kept(verified.RequestId, result);
        return Results.Ok();
    }

    private IResult Refuse(IWebhookReceiver receiver, string reason, int status, string jobId = NotReported, string requestId = NotReported)
    {
        Count(receiver, "refused", reason);
        Refused(reason, jobId, requestId);
        return Results.StatusCode(status);
    }

    private void Count(IWebhookReceiver receiver, string result, string? reason)
    {
        var tags = new TagList { { TelemetryNames.Provider, receiver.Provider }, { TelemetryNames.Result, result } };
        if (reason is not null)
        {
            tags.Add("reason", reason);
        }

        agent.Metrics.Webhooks.Add(1, tags);
    }

    private static string? Single(IHeaderDictionary headers, string name) => headers[name] is { Count: 1 } values ? values[0] : null;

    // A stranger's words; only what has the form of an id gets into the log. The secret of an address comes behind a dot and never does.
    private static string Named(string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':') ? id : NotReported;

    private async Task<ReadOnlyMemory<byte>?> ReadInTimeAsync(HttpRequest request, CancellationToken hungUp)
    {
        using var late = new CancellationTokenSource(BodyWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, hungUp);
        try
        {
            return await ReadAsync(request, either.Token);
        }
        catch (OperationCanceledException e) when (!hungUp.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body did not arrive in time.", StatusCodes.Status408RequestTimeout, e);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBodyBytes)
        {
            return null;
        }

        while (true)
        {
            System.IO.Pipelines.ReadResult read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > maxBodyBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                byte[] body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    [LoggerMessage(3001, LogLevel.Information, "Webhook of {RequestId}: {Result}.")]
    private partial void Kept(string requestId, ReceiveResult result);

    [LoggerMessage(3002, LogLevel.Warning, "Webhook refused: {Reason} (job {JobId}, request {RequestId}).")]
    private partial void Refused(string reason, string jobId, string requestId);

    [LoggerMessage(3003, LogLevel.Error, "Webhook could not be kept: {Code}.")]
    private partial void NotKept(string code);
}
