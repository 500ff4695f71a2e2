using System.Collections.Concurrent;
using ModelContextProtocol.Server;

#pragma warning disable MCP9006 // As in McpServices.

namespace VideoGen.Server.Mcp;

/// <summary>
/// The limits of sessions, which the SDK does not have: so many in all, an eighth of them for each owner but those on this machine, and none for
/// long that nobody uses. Keeps the events of all of them. Thread-safe.
/// </summary>
/// <param name="most">Most sessions at once.</param>
/// <param name="idleFor">How long a session may be unused.</param>
/// <param name="time">Clock.</param>
internal sealed class McpSessions(int most, TimeSpan idleFor, TimeProvider time) : ISseEventStreamStore
{
    private const int Owners = 8;
    private static readonly TimeSpan SpareAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _opening = new();
    private readonly ConcurrentDictionary<string, McpSession> _sessions = new(StringComparer.Ordinal);
    private readonly int _mostOfOne = Math.Max(1, most / Owners);

    /// <summary>The SDK's endpoint for DELETE: no other way leads it to let go of a session before its time.</summary>
    public RequestDelegate? Close { private get; set; }

    /// <summary>How long a session may be unused.</summary>
    public TimeSpan IdleFor => idleFor;

    /// <summary>Open sessions.</summary>
    public int Count => _sessions.Values.Count(s => s.Idle < idleFor);

    /// <summary>A session, or null where there is none.</summary>
    public McpSession? Find(string id) => _sessions.GetValueOrDefault(id) is { } session && session.Idle < idleFor ? session : null;

    /// <summary>The session that the SDK has just begun for a request; null for a request without one.</summary>
    public McpSession? Begun(HttpContext context) => context.Response.Headers[McpMiddleware.SessionHeader] is [{ } id] ? Find(id) : null;

    /// <summary>
    /// Counts the session that the SDK is about to begin for a request, if it does. Where there are too many, one makes room that nobody has used
    /// for long, of the same owner if it has its share, and otherwise of the owner who has the most: clients seldom end theirs.
    /// </summary>
    /// <exception cref="McpRefusedException">All of those are in use.</exception>
    public async Task OpenAsync(HttpContext context)
    {
        if (context.Response.Headers[McpMiddleware.SessionHeader] is not [{ } id])
        {
            return;
        }

        var session = new McpSession(id, context.User, time);
        McpSession? spare = null;
        lock (_opening)
        {
            if (session.Owner.Id is { } owner && _sessions.Values.Where(s => s.Owner.Id == owner).ToArray() is var own && own.Length >= _mostOfOne)
            {
                spare = Unused(own) ?? throw Full(StatusCodes.Status429TooManyRequests, "You have too many sessions, and all are in use.");
            }
            else if (_sessions.Count >= most)
            {
                spare = Unused(_sessions.Values.GroupBy(s => s.Owner.Id).MaxBy(s => s.Count())!) ?? throw Full(StatusCodes.Status503ServiceUnavailable, "There are too many sessions.");
            }

            _sessions[id] = session;
            if (spare is not null)
            {
                _sessions.TryRemove(new(spare.Id, spare));
            }
        }

        if (spare is not null)
        {
            await EndAsync(spare);
        }
    }

    /// <summary>Runs a session, or a call without one, until it ends.</summary>
    public async Task RunAsync(HttpContext context, McpServer server, CancellationToken closed)
    {
        if (Begun(context) is not { } session)
        {
            await server.RunAsync(closed);
            return;
        }

        try
        {
            await server.RunAsync(closed);
        }
        finally
        {
            _sessions.TryRemove(new(session.Id, session));
            session.Dispose();
        }
    }

    /// <summary>Ends a session: from now on it is not there.</summary>
    public Task EndAsync(McpSession session)
    {
        _sessions.TryRemove(new(session.Id, session));
        session.End();
        var context = new DefaultHttpContext { User = session.User };
        context.Request.Method = HttpMethods.Delete;
        context.Request.Headers[McpMiddleware.SessionHeader] = session.Id;
        return Close!(context);
    }

    /// <inheritdoc/>
    public ValueTask<ISseEventStreamWriter> CreateStreamAsync(SseEventStreamOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _sessions.TryGetValue(options.SessionId, out McpSession? session)
            ? new(session.History.CreateStream(options))
            : throw new OperationCanceledException("The session has ended.");
    }

    /// <inheritdoc/>
    public ValueTask<ISseEventStreamReader?> GetStreamReaderAsync(string lastEventId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lastEventId);
        return new(lastEventId.Split(EventHistory.SessionEnd) is [var id, var position] ? Find(id)?.History.ReadAfter(position) : null);
    }

    private static McpRefusedException Full(int status, string what) => new(McpRefusal.Of(status, $"{what} End one with DELETE, or try again later.") with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "60" },
    });

    private static McpSession? Unused(IEnumerable<McpSession> sessions) => sessions.MaxBy(s => s.Idle) is { } spare && spare.Idle >= SpareAfter ? spare : null;
}
