using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using VideoGen.Mcp;
using VideoGen.Server.Access;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Mcp;

/// <summary>
/// What has to stand before the SDK's endpoint: a message that can be read, a session that is the caller's own, the limits of sessions and what a
/// call holds, and one stream for each session that can be opened again.
/// </summary>
internal sealed class McpMiddleware(RequestDelegate next, McpSessions sessions, CancellationToken ending)
{
    /// <summary>The header that names a session.</summary>
    public const string SessionHeader = "Mcp-Session-Id";

    private const string LastEvent = "Last-Event-ID";
    private const int SessionUnknown = -32001; // what the official SDKs say

    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    /// <summary>Runs a call.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        JsonRpcMessage? message = null;
        try
        {
            message = HttpMethods.IsPost(context.Request.Method) ? await ReadAsync(context) : null;
            RevisionRule.Check(context.Request);
            if (message is not null && RepeatedMembers.Of(message) is { } repeated)
            {
                throw new McpRefusedException(McpRefusal.Bad(McpErrorCode.InvalidParams, repeated));
            }

            await (RevisionRule.IsStateless(context.Request) ? StatelessAsync(context, message)
                : Named(context) is { } id ? InSessionAsync(context, id, message)
                : OpenAsync(context));
        }
        catch (McpRefusedException refused) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await ErrorAnswer.WriteAsync(context, refused.Refusal, message);
        }
        catch (Exception gone) when (context.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException)
        {
            // The client has hung up, its session was ended, or the program ends. What it ordered is in the ledger.
        }
    }

    private Task StatelessAsync(HttpContext context, JsonRpcMessage? message)
    {
        Accompany(message, new TransportFacts { TraceParent = context.Request.Headers.TraceParent, TraceState = context.Request.Headers.TraceState, SessionEnded = context.RequestAborted });
        return next(context);
    }

    private async Task OpenAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (JsonException) when (!context.Response.HasStarted)
        {
            if (sessions.Begun(context) is { } session)
            {
                await sessions.EndAsync(session);
            }

            throw new McpRefusedException(McpRefusal.Bad(McpErrorCode.InvalidParams, "initialize needs protocolVersion, capabilities and clientInfo."));
        }
    }

    private async Task InSessionAsync(HttpContext context, string id, JsonRpcMessage? message)
    {
        if (sessions.Find(id) is not { } session || session.Owner != CallerIdentity.Of(context))
        {
            throw new McpRefusedException(new McpRefusal(StatusCodes.Status404NotFound, SessionUnknown, "Session not found. Begin a new one with initialize; requests live on and are found by their request_id."));
        }

        using IDisposable use = session.Use();
        await (context.Request.Method switch
        {
            "GET" => ListenAsync(context, session),
            "DELETE" => EndAsync(context.Response, session),
            _ => CallAsync(context, session, message),
        });
    }

    private async Task CallAsync(HttpContext context, McpSession session, JsonRpcMessage? message)
    {
        CallCourse? course = message is JsonRpcRequest ? new CallCourse(session.Hold(context.Features.Get<CallLease>()?.Hold()).Dispose) : null;
        Accompany(message, new TransportFacts { TraceParent = context.Request.Headers.TraceParent, TraceState = context.Request.Headers.TraceState, SessionEnded = session.Ending, Course = course });
        try
        {
            await next(context);
        }
        finally
        {
            course?.GiveUp(); // who hung up before it was taken up has not called
        }
    }

    // The SDK opens the stream for what is sent without being asked once a session: one that broke goes on from where it is.
    private async Task ListenAsync(HttpContext context, McpSession session)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, session.Ending, ending);
        string last = context.Request.Headers[LastEvent].ToString();
        bool resumes = last.Length > 0;
        if (resumes && await sessions.GetStreamReaderAsync(last, over.Token) is null)
        {
            throw new McpRefusedException(McpRefusal.Of(StatusCodes.Status400BadRequest, "What followed this Last-Event-ID is not kept any more. A request is found again with get_video_segments."));
        }

        using IDisposable? listening = resumes ? null : session.TryListen();
        if (!resumes && listening is null)
        {
            throw Conflict("The session has an open stream already. One is enough.");
        }

        if (!resumes && session.History.Unasked is { } stream)
        {
            context.Request.Headers[LastEvent] = stream.LastId;
        }
        else if (!resumes && !session.TryListenFirst())
        {
            throw Conflict("The session's stream broke and, in its revision of the protocol, cannot be opened again. Begin a new session.");
        }

        context.RequestAborted = over.Token;
        await next(context);
    }

    private Task EndAsync(HttpResponse response, McpSession session)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        return sessions.EndAsync(session);
    }

    // The SDK reads the message itself; what it knows nothing of goes along with the flow of execution.
    private static void Accompany(JsonRpcMessage? message, TransportFacts facts)
    {
        if (message is JsonRpcRequest)
        {
            facts.Accompany();
        }
    }

    private static string? Named(HttpContext context) =>
        context.Request.Headers[SessionHeader].ToString() is { Length: > 0 } id ? id : null;

    private static McpRefusedException Conflict(string what) => new(McpRefusal.Of(StatusCodes.Status409Conflict, what));

    private static async Task<JsonRpcMessage> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new McpRefusedException(McpRefusal.Of(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json."));
        }

        try
        {
            MemoryStream body = await BodyLease.ReadAsync(context);
            context.Request.Body = body;
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), Message)
                ?? throw new McpRefusedException(McpRefusal.Bad(McpErrorCode.InvalidRequest, "The body must be one JSON-RPC message."));
        }
        catch (JsonException)
        {
            throw new McpRefusedException(McpRefusal.Bad(McpErrorCode.ParseError, "The body must be one JSON-RPC message, in JSON."));
        }
    }
}
