using ModelContextProtocol.Server;
using VideoGen.Access;
using VideoGen.Server.Traffic;

#pragma warning disable MCP9006 // As in EventHistory.

namespace VideoGen.Server.Mcp;

/// <summary>A session of a client of the revisions before 2026-07-28. It has no thread of its own.</summary>
internal sealed class HttpSession : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly McpServer _server;
    private readonly Task _serving;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly HashSet<Lease> _held = [];
    private int _inUse;
    private bool _listening;
    private bool _listened;
    private bool _over;
    private long _left;

    public HttpSession(string id, Caller owner, McpServerOptions options, TimeProvider time)
    {
        (Id, Owner, _time, _left) = (id, owner, time, time.GetTimestamp());
        History = new EventHistory(id);
        Ended = _end.Token;
        Transport = new StreamableHttpServerTransport { SessionId = id, EventStreamStore = History };
        _server = McpServer.Create(Transport, options);
        _serving = _server.RunAsync(_end.Token);
    }

    /// <summary>Its id, which nobody can guess.</summary>
    public string Id { get; }

    /// <summary>Who opened it.</summary>
    public Caller Owner { get; }

    /// <summary>What it was sent.</summary>
    public EventHistory History { get; }

    /// <summary>Where messages go in and out.</summary>
    public StreamableHttpServerTransport Transport { get; }

    /// <summary>Fires when it has ended.</summary>
    public CancellationToken Ended { get; }

    /// <summary>How long nobody has used it; zero while a call or a stream is open.</summary>
    public TimeSpan Idle
    {
        get
        {
            lock (_gate)
            {
                return _inUse > 0 ? TimeSpan.Zero : _time.GetElapsedTime(_left);
            }
        }
    }

    /// <summary>Marks it as in use until what is answered is disposed of.</summary>
    public IDisposable Use()
    {
        lock (_gate)
        {
            _inUse++;
        }

        return new Lease(() =>
        {
            lock (_gate)
            {
                _inUse--;
                _left = _time.GetTimestamp();
            }
        });
    }

    /// <summary>
    /// Marks it as in use and holds what a call takes up, until what is answered is disposed of or the session has ended: hanging up ends
    /// neither.
    /// </summary>
    /// <param name="place">What the call takes up; null for nothing.</param>
    public IDisposable Hold(IDisposable? place)
    {
        IDisposable use = Use();
        Lease? held = null;
        held = new Lease(() =>
        {
            lock (_gate)
            {
                _held.Remove(held!);
            }

            use.Dispose();
            place?.Dispose();
        });
        bool over;
        lock (_gate)
        {
            over = _over;
            _held.Add(held);
        }

        if (over)
        {
            held.Dispose(); // nobody would answer the call
        }

        return held;
    }

    /// <summary>Takes the place of the one stream for what is sent without being asked; null while it is taken.</summary>
    public IDisposable? TryListen()
    {
        lock (_gate)
        {
            if (_listening)
            {
                return null;
            }

            _listening = true;
        }

        return new Lease(() =>
        {
            lock (_gate)
            {
                _listening = false;
            }
        });
    }

    /// <summary>True the first time: the SDK opens its own stream once a session.</summary>
    public bool TryListenFirst() => !Interlocked.Exchange(ref _listened, true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Transport.DisposeAsync();
        await _serving.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default); // however it ends
        await _server.DisposeAsync();
        Lease[] held;
        lock (_gate)
        {
            _over = true;
            held = [.. _held];
        }

        foreach (Lease call in held)
        {
            call.Dispose();
        }
    }
}
