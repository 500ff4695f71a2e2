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

    /// <summary>Fires when the session that the message belongs to has ended.</summary>
    public CancellationToken SessionEnded { get; init; }

    /// <summary>Called once when a request is answered or given up; null where nobody wants to know.</summary>
    public Action? Answered { get; init; }

    /// <summary>Sends these facts along with a message.</summary>
    public void PutOn(JsonRpcMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        MessageItems.Put(message, Key, this);
    }

    /// <summary>Tells the transport when a request has been dealt with.</summary>
    internal static McpMessageHandler TellAnswered(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        try
        {
            await next(context, cancellationToken);
        }
        finally
        {
            Of(context.JsonRpcMessage).Answered?.Invoke();
        }
    };

    /// <summary>The facts that came along with a message.</summary>
    internal static TransportFacts Of(JsonRpcMessage message) => MessageItems.Find<TransportFacts>(message, Key) ?? Nothing;
}
