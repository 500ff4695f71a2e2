using ModelContextProtocol.Server;

#pragma warning disable MCP9006 // Resumption is a matter of the revisions before 2026-07-28; for their clients it stays.

namespace VideoGen.Server.Mcp;

/// <summary>
/// What a session was sent, so that a client whose connection broke can have it again (<c>Last-Event-ID</c>). Bounded: the oldest goes
/// first. Thread-safe.
/// </summary>
internal sealed class EventHistory(string sessionId)
{
    /// <summary>Most bytes that are kept of a session; its last event is kept in any case.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Stands between the id of a session and the position in it.</summary>
    public const char SessionEnd = '.';

    private readonly Lock _lock = new();
    private readonly Dictionary<int, EventStream> _streams = [];
    private readonly Queue<(EventStream Stream, int Bytes)> _kept = new();
    private long _bytes;
    private int _last;

    /// <summary>The stream of what is sent without being asked; null before there is one.</summary>
    public EventStream? Unasked { get; private set; }

    /// <summary>Opens a stream.</summary>
    public ISseEventStreamWriter CreateStream(SseEventStreamOptions options)
    {
        lock (_lock)
        {
            var stream = new EventStream(this, ++_last, sessionId, options.StreamId, options.Mode);
            _streams.Add(_last, stream);
            if (options.StreamId == StreamableHttpServerTransport.UnsolicitedMessageStreamId)
            {
                Unasked = stream;
            }

            return stream;
        }
    }

    /// <summary>What came after an event; null where that is not kept any more.</summary>
    /// <param name="position">What the id of the event says behind the session.</param>
    public ISseEventStreamReader? ReadAfter(string position)
    {
        string[] parts = position.Split('-');
        lock (_lock)
        {
            return parts.Length == 2
                && int.TryParse(parts[0], out int number)
                && int.TryParse(parts[1], out int sequence)
                && _streams.TryGetValue(number, out EventStream? stream)
                    ? stream.ReadAfter(sequence)
                    : null;
        }
    }

    /// <summary>Accounts for an event that a stream keeps from now on, and lets go of the oldest.</summary>
    internal void Keep(EventStream stream, int bytes)
    {
        lock (_lock)
        {
            _kept.Enqueue((stream, bytes));
            _bytes += bytes;
            while (_bytes > MostBytes && _kept.Count > 1)
            {
                (EventStream oldest, int freed) = _kept.Dequeue();
                _bytes -= freed;
                if (oldest.Forget())
                {
                    _streams.Remove(oldest.Number);
                }
            }
        }
    }
}
