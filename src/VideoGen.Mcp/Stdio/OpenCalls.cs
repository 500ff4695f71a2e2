using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp.Stdio;

/// <summary>The requests that have come in and are not answered. Thread-safe.</summary>
/// <param name="incoming">Messages of the transport, in the order they came.</param>
internal sealed class OpenCalls(ChannelReader<JsonRpcMessage> incoming)
{
    private readonly Lock _lock = new();
    private readonly HashSet<RequestId> _open = [];
    private TaskCompletionSource? _answered;

    /// <summary>Takes the next message from the transport; what is a request is open from then on.</summary>
    public bool TryTake([NotNullWhen(true)] out JsonRpcMessage? message)
    {
        lock (_lock)
        {
            if (!incoming.TryRead(out message))
            {
                return false;
            }

            switch (message)
            {
                // A subscription stays open by design.
                case JsonRpcRequest { Method: not RequestMethods.SubscriptionsListen } request:
                    _open.Add(request.Id);
                    break;

                // A call that was given up gets no answer.
                case JsonRpcNotification when GivenUp(message) is { } id:
                    _open.Remove(id);
                    break;
            }

            Check();
            return true;
        }
    }

    /// <summary>The request that a message gives up, or null.</summary>
    public static RequestId? GivenUp(JsonRpcMessage message) =>
        message is JsonRpcNotification { Method: NotificationMethods.CancelledNotification } given && RepeatedMembers.Of(given) is null ? Id(given.Params) : null;

    /// <summary>Tells that a message has been written.</summary>
    public void Written(JsonRpcMessage message)
    {
        if (message is JsonRpcMessageWithId answer and not JsonRpcRequest)
        {
            lock (_lock)
            {
                _open.Remove(answer.Id);
                Check();
            }
        }
    }

    /// <summary>Waits until no request is open and none is on its way in. To be called when no more should come.</summary>
    public async Task WhenAnsweredAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        Task answered;
        lock (_lock)
        {
            _answered ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            Check();
            answered = _answered.Task;
        }

        try
        {
            await answered.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Long enough; the jobs live on without the call.
        }
    }

    private void Check()
    {
        if (_open.Count == 0 && !incoming.TryPeek(out _))
        {
            _answered?.TrySetResult();
        }
    }

    private static RequestId? Id(JsonNode? parameters) => (parameters as JsonObject)?["requestId"] switch
    {
        JsonValue value when value.TryGetValue(out long number) => new RequestId(number),
        JsonValue value when value.TryGetValue(out string? text) => new RequestId(text),
        _ => null,
    };
}
