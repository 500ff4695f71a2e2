using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Threading.RateLimiting;
using VideoGen.Fal;
using VideoGen.Fal.Webhooks;
using VideoGen.Host.Composition;
using VideoGen.Jobs;
using VideoGen.Telemetry;

namespace VideoGen.Server.Webhooks;

/// <summary>
/// <c>POST /webhooks/fal/{job token}</c>, the one address that must be public. Raw bytes, then the signature, then the ledger, then the
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
        app.MapPost("/webhooks/fal/{token}", ReceiveAsync).AllowAnonymous();
        app.MapMethods("/webhooks/fal/{token}", Others, PostOnly).AllowAnonymous();
        app.Map("/webhooks/{**address}", () => Results.NotFound()).AllowAnonymous();
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    private static IResult PostOnly(HttpResponse response)
    {
        response.Headers.Allow = HttpMethods.Post;
        return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    private async Task<IResult> ReceiveAsync(string token, HttpContext context)
    {
        RateLimitLease? lease = null;
        try
        {
            lease = await _queue.EnterAsync(context.RequestAborted);
            if (lease is null)
            {
                return Refuse("too_many", StatusCodes.Status503ServiceUnavailable); // fal delivers again
            }

            return await ReadInTimeAsync(context.Request, context.RequestAborted) is { } body
                ? await DecideAsync(token, context.Request.Headers, body, context.RequestAborted)
                : await RefuseAsync(token, Signed(context.Request.Headers), "oversized", StatusCodes.Status413PayloadTooLarge, "it is too large.");
        }
        catch (BadHttpRequestException bad)
        {
            return bad.StatusCode == StatusCodes.Status408RequestTimeout ? Refuse("slow", bad.StatusCode) : Refuse("malformed", bad.StatusCode);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return Refuse("hung_up", StatusCodes.Status400BadRequest);
        }
        catch (LedgerException broken)
        {
            NotKept(broken.Problem.Code);
            return Refuse("ledger", StatusCodes.Status503ServiceUnavailable);
        }
        finally
        {
            lease?.Dispose();
        }
    }

    private async Task<IResult> DecideAsync(string token, IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        FalWebhookHeaders signed = Signed(headers);
        return await agent.FalReceiver.ReceiveAsync(signed, body, token, cancellationToken) switch
        {
            FalWebhookOutcome.Verified verified => await KeepAsync(token, signed, verified),
            FalWebhookOutcome.Forged => await RefuseAsync(token, signed, "forged", StatusCodes.Status401Unauthorized, "its signature is not fal's."),
            FalWebhookOutcome.Stale => await RefuseAsync(token, signed, "stale", StatusCodes.Status401Unauthorized, "it was signed too long ago, or in the future; compare this machine's clock."),
            FalWebhookOutcome.Malformed malformed => await RefuseAsync(token, signed, "malformed", StatusCodes.Status400BadRequest, malformed.Reason),
            FalWebhookOutcome.Oversized => await RefuseAsync(token, signed, "oversized", StatusCodes.Status413PayloadTooLarge, "it is too large."),
            FalWebhookOutcome.KeysUnavailable => await RefuseAsync(token, signed, "keys_unavailable", StatusCodes.Status503ServiceUnavailable, "fal's keys could not be read."),
            _ => throw new UnreachableException("Every outcome is answered above."),
        };
    }

    // In the history of the job whose address it used, where it used one. What cannot be noted is refused all the same.
    private async Task<IResult> RefuseAsync(string token, FalWebhookHeaders signed, string reason, int status, string why)
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

        return Refuse(reason, status, jobId ?? Named(token.Split('.')[0]), Named(signed.RequestId));
    }

    // The delivery is on disk before fal gets its answer; a caller that hangs up does not undo it.
    private async Task<IResult> KeepAsync(string token, FalWebhookHeaders signed, FalWebhookOutcome.Verified verified)
    {
        var ids = new JobIds(Named(token.Split('.')[0]));
        using IDisposable? scope = log.BeginScope(ids);
        ReceiveResult result = await agent.Webhooks.TakeAsync(token, verified.DeliveryId, verified.Body, CancellationToken.None, ids);
        if (result is ReceiveResult.UnknownJob)
        {
            return Refuse("unknown_job", StatusCodes.Status404NotFound, Named(token.Split('.')[0]), Named(verified.RequestId));
        }

        Count(result switch { ReceiveResult.Repeated => "duplicate", ReceiveResult.AfterEnd => "late", _ => "accepted" }, null);
        if (agent.Metrics.WebhookDelay.Enabled && long.TryParse(signed.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long at))
        {
            double delay = (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(at)).TotalSeconds; // the signature holds, so the number is one of a time
            agent.Metrics.WebhookDelay.Record(Math.Max(0, delay), new KeyValuePair<string, object?>(TelemetryNames.Provider, FalProvider.WireName));
        }

        Kept(verified.RequestId, result);
        return Results.Ok();
    }

    private IResult Refuse(string reason, int status, string jobId = NotReported, string requestId = NotReported)
    {
        Count("refused", reason);
        Refused(reason, jobId, requestId);
        return Results.StatusCode(status);
    }

    private void Count(string result, string? reason)
    {
        var tags = new TagList { { TelemetryNames.Provider, FalProvider.WireName }, { TelemetryNames.Result, result } };
        if (reason is not null)
        {
            tags.Add("reason", reason);
        }

        agent.Metrics.Webhooks.Add(1, tags);
    }

    private static FalWebhookHeaders Signed(IHeaderDictionary headers) =>
        FalWebhookHeaders.From(name => headers[name] is { Count: 1 } values ? values[0] : null);

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
