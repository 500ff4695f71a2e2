using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp;

/// <summary>What a transport knows of a request beyond its text. A transport that has nothing to say sends nothing along.</summary>
public sealed record TransportFacts
{
    private static readonly TransportFacts Nothing = new();
    private static readonly AsyncLocal<TransportFacts?> Current = new();

    /// <summary>W3C traceparent of the transport itself (an HTTP header); null where there is none. The message's own wins.</summary>
    public string? TraceParent { get; init; }

    /// <summary>W3C tracestate that belongs to it; null where there is none.</summary>
    public string? TraceState { get; init; }

    /// <summary>Fires when the session that the message belongs to has ended.</summary>
    public CancellationToken SessionEnded { get; init; }

    /// <summary>Knows when a request has been answered; null where nobody wants to know.</summary>
    public CallCourse? Course { get; init; }

    /// <summary>Sends these facts along with the request that is handed over from here: with the flow of execution, since the SDK reads it later.</summary>
    public void Accompany() => Current.Value = this;

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
    internal static TransportFacts Of(JsonRpcMessage message) => message is JsonRpcRequest && Current.Value is { } facts ? facts : Nothing;
}
