using System.Security.Claims;
using VideoGen.Access;
using VideoGen.Server.Access;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Mcp;

/// <summary>What the server knows of a session beside the SDK: whose it is, what it was sent, and what its calls hold. Thread-safe.</summary>
internal sealed class McpSession : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly HashSet<Lease> _held = [];
    private int _inUse;
    private bool _listening;
    private bool _listened;
    private bool _over;
    private long _left;

    /// <param name="id">Its id, which nobody can guess.</param>
    /// <param name="user">Who opened it.</param>
    /// <param name="time">Clock.</param>
    public McpSession(string id, ClaimsPrincipal user, TimeProvider time)
    {
        (Id, User, Owner, _time, _left) = (id, user, CallerIdentity.Of(user)!.Caller, time, time.GetTimestamp());
        History = new EventHistory(id);
        Ending = _end.Token;
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>Who opened it, as the SDK knows it.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>Who opened it.</summary>
    public Caller Owner { get; }

    /// <summary>What it was sent.</summary>
    public EventHistory History { get; }

    /// <summary>Fires when it is to end.</summary>
    public CancellationToken Ending { get; }

    /// <summary>How long nobody has used it; zero while a call or a stream is open.</summary>
    public TimeSpan Idle
    {
        get
        {
            lock (_lock)
            {
                return _inUse > 0 ? TimeSpan.Zero : _time.GetElapsedTime(_left);
            }
        }
    }

    /// <summary>Marks it as in use until what is answered is disposed of.</summary>
    public IDisposable Use()
    {
        lock (_lock)
        {
            _inUse++;
        }

        return new Lease(() =>
        {
            lock (_lock)
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
            lock (_lock)
            {
                _held.Remove(held!);
            }

            use.Dispose();
            place?.Dispose();
        });
        bool over;
        lock (_lock)
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

    /// <summary>Leases the one stream for what is sent without being asked; null while it is open.</summary>
    public IDisposable? TryListen()
    {
        lock (_lock)
        {
            if (_listening)
            {
                return null;
            }

            _listening = true;
        }

        return new Lease(() =>
        {
            lock (_lock)
            {
                _listening = false;
            }
        });
    }

    /// <summary>True the first time: the SDK opens its own stream once a session.</summary>
    public bool TryListenFirst() => !Interlocked.Exchange(ref _listened, true);

    /// <summary>Tells it to end.</summary>
    public void End()
    {
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Gives back what its calls hold, once it has ended.</summary>
    public void Dispose()
    {
        End();
        Lease[] held;
        lock (_lock)
        {
            _over = true;
            held = [.. _held];
        }

        Array.ForEach(held, call => call.Dispose());
        _end.Dispose();
    }
}
