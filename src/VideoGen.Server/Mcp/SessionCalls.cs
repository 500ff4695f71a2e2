using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Access;
using VideoGen.Mcp;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Mcp;

/// <summary>
/// Calls of the revisions before 2026-07-28: <c>initialize</c> opens a session, which is named by a header from then on. Hanging up ends
/// no call: its answer can be fetched with <c>Last-Event-ID</c>.
/// </summary>
internal sealed class SessionCalls(Func<HttpContext, McpServerOptions> tools, SessionTable sessions, CancellationToken ending)
{
    private const string SessionHeader = "Mcp-Session-Id";
    private const string LastEvent = "Last-Event-ID";
    private const int SessionUnknown = -32001; // what the official SDKs say

    /// <summary>Takes a message in.</summary>
    public async Task PostAsync(HttpContext context, JsonRpcMessage message, Caller caller)
    {
        bool opens = context.Request.Headers[SessionHeader].Count == 0 && message is JsonRpcRequest { Method: RequestMethods.Initialize };
        (HttpSession? session, McpRefusal? refusal) = opens ? Open(context, caller) : Find(context, caller);
        if (session is null)
        {
            await ErrorAnswer.WriteAsync(context, refusal!, message);
            return;
        }

        using IDisposable use = session.Use();
        CallCourse? course = message is JsonRpcRequest ? new CallCourse(session.Hold(context.Features.Get<CallPlace>()?.Hold()).Dispose) : null;
        new TransportFacts { TraceParent = context.Request.Headers.TraceParent, TraceState = context.Request.Headers.TraceState, SessionEnded = session.Ended, Course = course }.PutOn(message);
        context.Response.Headers[SessionHeader] = session.Id;
        SseBody.Begin(context);
        try
        {
            if (!await session.Transport.HandlePostRequestAsync(message, context.Response.Body, context.RequestAborted))
            {
                SseBody.TakeBack(context);
            }
        }
        catch (JsonException) when (opens && !context.Response.HasStarted)
        {
            context.Response.Headers.Remove(SessionHeader);
            await ErrorAnswer.WriteAsync(context, McpRefusal.Bad(McpErrorCode.InvalidParams, "initialize needs protocolVersion, capabilities and clientInfo."), message);
            await sessions.EndAsync(session);
        }
        finally
        {
            course?.GiveUp(); // who hung up before it was taken up has not called
        }
    }

    /// <summary>Opens the stream for what is sent without being asked, or one that broke once more.</summary>
    public async Task GetAsync(HttpContext context, Caller caller)
    {
        (HttpSession? session, McpRefusal? refusal) = Find(context, caller);
        if (session is null)
        {
            await ErrorAnswer.WriteAsync(context, refusal!);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, session.Ended, ending);
        using IDisposable use = session.Use();
        try
        {
            await (context.Request.Headers[LastEvent].ToString() is { Length: > 0 } lastEvent
                ? ResumeAsync(context, session, lastEvent, over.Token)
                : ListenAsync(context, session, over.Token));
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The client hung up, the session was ended, or the program ends.
        }
    }

    /// <summary>Ends a session.</summary>
    public async Task DeleteAsync(HttpContext context, Caller caller)
    {
        (HttpSession? session, McpRefusal? refusal) = Find(context, caller);
        if (session is null)
        {
            await ErrorAnswer.WriteAsync(context, refusal!);
            return;
        }

        await sessions.EndAsync(session);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task ResumeAsync(HttpContext context, HttpSession session, string lastEvent, CancellationToken cancellationToken)
    {
        context.Response.Headers[SessionHeader] = session.Id;
        if (await session.History.GetStreamReaderAsync(lastEvent, cancellationToken) is { } events)
        {
            await SseBody.CopyAsync(events, context, cancellationToken);
            return;
        }

        await ErrorAnswer.WriteAsync(context, McpRefusal.Of(
            StatusCodes.Status400BadRequest, "What followed this Last-Event-ID is not kept any more. A request is found again with get_video_segments."));
    }

    private static async Task ListenAsync(HttpContext context, HttpSession session, CancellationToken cancellationToken)
    {
        using IDisposable? listening = session.TryListen();
        if (listening is null)
        {
            await ErrorAnswer.WriteAsync(context, McpRefusal.Of(StatusCodes.Status409Conflict, "The session has an open stream already. One is enough."));
            return;
        }

        context.Response.Headers[SessionHeader] = session.Id;
        if (session.History.Unasked is { } stream)
        {
            await SseBody.CopyAsync(stream.ReadOn(), context, cancellationToken); // the SDK opens it once a session
            return;
        }

        if (!session.TryListenFirst())
        {
            await ErrorAnswer.WriteAsync(context, McpRefusal.Of(StatusCodes.Status409Conflict, "The session's stream broke and, in its revision of the protocol, cannot be opened again. Begin a new session."));
            return;
        }

        SseBody.Begin(context);
        await session.Transport.HandleGetRequestAsync(context.Response.Body, cancellationToken);
    }

    private (HttpSession? Session, McpRefusal? Refusal) Open(HttpContext context, Caller caller) =>
        sessions.Open(caller, tools(context), out HttpSession? session) switch
        {
            PlaceResult.Taken => (session, null),
            PlaceResult.OwnFull => (null, Full(StatusCodes.Status429TooManyRequests, "You have too many sessions, and all are in use.")),
            _ => (null, Full(StatusCodes.Status503ServiceUnavailable, "There are too many sessions.")),
        };

    private static McpRefusal Full(int status, string what) => McpRefusal.Of(status, $"{what} End one with DELETE, or try again later.") with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "60" },
    };

    private (HttpSession? Session, McpRefusal? Refusal) Find(HttpContext context, Caller caller) =>
        context.Request.Headers[SessionHeader].ToString() is not { Length: > 0 } id
            ? (null, McpRefusal.Of(StatusCodes.Status400BadRequest, $"The header {SessionHeader} is missing. initialize answers it."))
        : sessions.Find(id) is not { } session || session.Owner != caller
            ? (null, new McpRefusal(StatusCodes.Status404NotFound, SessionUnknown, "Session not found. Begin a new one with initialize; requests live on and are found by their request_id."))
        : (session, null);
}
