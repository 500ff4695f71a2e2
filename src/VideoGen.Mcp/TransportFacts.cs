using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp;

/// <summary>What a transport knows of a message beyond its text. A transport that has nothing to say puts nothing.</summary>
public sealed record TransportFacts
{
    private const string Key = "videogen.transport";

    private static readonly TransportFacts Nothing = new();

    /// <summary>W3C traceparent of the transport itself (an HTTP header); null where there is none. The message's own wins.</summary>
    public string? TraceParent { get; init; }

    /// <summary>W3C tracestate that belongs to it; null where there is none.</summary>
    public string? TraceState { get; init; }

    /// <summary>Fires when the session that the message belongs to has ended.</summary>
    public CancellationToken SessionEnded { get; init; }

    /// <summary>Knows when a request has been answered; null where nobody wants to know.</summary>
    public CallCourse? Course { get; init; }

    /// <summary>Sends these facts along with a message.</summary>
    public void PutOn(JsonRpcMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        MessageItems.Put(message, Key, this);
    }

    /// <summary>Runs a request along its course.</summary>
    internal static McpMessageHandler FollowCourse(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        if (Of(context.JsonRpcMessage).Course is not { } course)
        {
            await next(context, cancellationToken);
            return;
        }

        if (course.TryTakeUp())
        {
            try
            {
                await next(context, cancellationToken);
            }
            finally
            {
                course.End();
            }
        }
    };

    /// <summary>The facts that came along with a message.</summary>
    internal static TransportFacts Of(JsonRpcMessage message) => MessageItems.Find<TransportFacts>(message, Key) ?? Nothing;
}
