using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

#pragma warning disable MCP9006 // As in EventHistory.

namespace VideoGen.Server.Mcp;

/// <summary>The events of one stream of a session. Ids are "session.stream-position". Thread-safe.</summary>
internal sealed class EventStream : ISseEventStreamWriter
{
    private const int BytesBesidesText = 64;

    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private readonly Lock _lock = new();
    private readonly Queue<(byte[]? Json, TimeSpan? Retry)> _events = new();
    private readonly EventHistory _history;
    private readonly string _sessionId;
    private readonly string _streamId;
    private SseEventStreamMode _mode;
    private int _forgotten;
    private bool _ended;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EventStream(EventHistory history, int number, string sessionId, string streamId, SseEventStreamMode mode) =>
        (_history, Number, _sessionId, _streamId, _mode) = (history, number, sessionId, streamId, mode);

    /// <summary>Its number in the session, from 1.</summary>
    public int Number { get; }

    /// <inheritdoc/>
    public ValueTask SetModeAsync(SseEventStreamMode mode, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _mode = mode;
            Wake();
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<SseItem<JsonRpcMessage?>> WriteEventAsync(SseItem<JsonRpcMessage?> sseItem, CancellationToken cancellationToken = default)
    {
        if (sseItem.EventId is not null)
        {
            return new(sseItem);
        }

        byte[]? json = sseItem.Data is { } message ? JsonSerializer.SerializeToUtf8Bytes(message, Message) : null;
        int position;
        lock (_lock)
        {
            _events.Enqueue((json, sseItem.ReconnectionInterval));
            position = _forgotten + _events.Count;
            Wake();
        }

        _history.Keep(this, BytesBesidesText + (json?.Length ?? 0));
        return new(Item(sseItem.Data, position, sseItem.ReconnectionInterval, sseItem.EventType));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _ended = true;
            Wake();
        }

        return default;
    }

    /// <summary>What comes after a position; null where something of it is no longer kept.</summary>
    public ISseEventStreamReader? ReadAfter(int position)
    {
        lock (_lock)
        {
            return position >= _forgotten && position <= _forgotten + _events.Count ? new Reader(this, position) : null;
        }
    }

    /// <summary>The id of its last event.</summary>
    public string LastId
    {
        get
        {
            lock (_lock)
            {
                return IdOf(_forgotten + _events.Count);
            }
        }
    }

    /// <summary>Lets go of the oldest event. True when the stream has ended and keeps nothing any more.</summary>
    internal bool Forget()
    {
        lock (_lock)
        {
            _events.Dequeue();
            _forgotten++;
            return _ended && _events.Count == 0;
        }
    }

    private string IdOf(int position) => $"{_sessionId}{EventHistory.SessionEnd}{Number}-{position}";

    private SseItem<JsonRpcMessage?> Item(JsonRpcMessage? message, int position, TimeSpan? retry, string? type) =>
        new(message, type) { EventId = IdOf(position), ReconnectionInterval = retry };

    private void Wake()
    {
        TaskCompletionSource changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    private sealed class Reader(EventStream stream, int after) : ISseEventStreamReader
    {
        public string SessionId => stream._sessionId;

        public string StreamId => stream._streamId;

        public async IAsyncEnumerable<SseItem<JsonRpcMessage?>> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            int position = after;
            bool begun = false;
            while (true)
            {
                (byte[]? Json, TimeSpan? Retry)[] next;
                bool over;
                Task changed;
                lock (stream._lock)
                {
                    position = Math.Max(position, stream._forgotten);
                    next = [.. stream._events.Skip(position - stream._forgotten)];
                    over = stream._ended || stream._mode is SseEventStreamMode.Polling;
                    changed = stream._changed.Task;
                }

                foreach ((byte[]? json, TimeSpan? retry) in next)
                {
                    JsonRpcMessage? message = json is null ? null : JsonSerializer.Deserialize(json, Message);
                    yield return stream.Item(message, ++position, retry, SseParser.EventTypeDefault);
                }

                if (over)
                {
                    yield break;
                }

                if (!begun && next.Length == 0)
                {
                    yield return stream.Item(null, position, null, SseParser.EventTypeDefault); // the client learns at once that its stream goes on
                }

                begun = true;
                await changed.WaitAsync(cancellationToken);
            }
        }
    }
}
