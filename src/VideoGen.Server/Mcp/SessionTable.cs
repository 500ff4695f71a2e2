using System.Collections.Concurrent;
using System.Security.Cryptography;
using ModelContextProtocol.Server;
using VideoGen.Access;
using VideoGen.Server.Traffic;

namespace VideoGen.Server.Mcp;

/// <summary>
/// The sessions: a limited number, an eighth of it for each owner but those on this machine, and none for long that nobody uses. Thread-safe.
/// </summary>
internal sealed class SessionTable : IAsyncDisposable
{
    private const int IdBytes = 16;
    private const int Owners = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SpareAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _opening = new();
    private readonly ConcurrentDictionary<string, HttpSession> _sessions = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleFor;
    private readonly int _most;
    private readonly int _mostOfOne;
    private readonly ITimer _sweep;
    private int _count;

    /// <param name="most">Most sessions at once.</param>
    /// <param name="idleFor">How long a session may be unused.</param>
    /// <param name="time">Clock.</param>
    public SessionTable(int most, TimeSpan idleFor, TimeProvider time)
    {
        (_most, _mostOfOne, _idleFor, _time) = (most, Math.Max(1, most / Owners), idleFor, time);
        _sweep = time.CreateTimer(_ => Sweep(), null, LookEvery, LookEvery);
    }

    /// <summary>Open sessions.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// Opens a session. Where there are too many, one makes room that nobody has used for long, of the same owner if it has its share, and
    /// otherwise of the owner who has the most: clients seldom end theirs. There is no place when all of those are in use.
    /// </summary>
    /// <param name="owner">Who opens it.</param>
    /// <param name="options">What the owner has.</param>
    /// <param name="session">The session; null where there was no place.</param>
    public PlaceResult Open(Caller owner, McpServerOptions options, out HttpSession? session)
    {
        lock (_opening)
        {
            session = null;
            if (owner.Id is { } id)
            {
                HttpSession[] own = [.. _sessions.Values.Where(s => s.Owner.Id == id)];
                if (own.Length >= _mostOfOne && !MakeRoom(own))
                {
                    return PlaceResult.OwnFull;
                }
            }

            if (Count >= _most && !MakeRoom(_sessions.Values.GroupBy(s => s.Owner.Id).MaxBy(own => own.Count()) ?? Enumerable.Empty<HttpSession>()))
            {
                return PlaceResult.AllFull;
            }

            session = new HttpSession(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), owner, options, _time);
            Interlocked.Increment(ref _count);
            _sessions[session.Id] = session;
            return PlaceResult.Taken;
        }
    }

    /// <summary>A session, or null where there is none.</summary>
    public HttpSession? Find(string id) => _sessions.GetValueOrDefault(id);

    /// <summary>Ends a session. False when somebody else did.</summary>
    public async ValueTask<bool> EndAsync(HttpSession session)
    {
        if (!TryTake(session))
        {
            return false;
        }

        await session.DisposeAsync();
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        foreach (HttpSession session in _sessions.Values)
        {
            await EndAsync(session);
        }
    }

    private bool MakeRoom(IEnumerable<HttpSession> sessions)
    {
        HttpSession? spare = sessions.MaxBy(s => s.Idle);
        if (spare is not null && spare.Idle < SpareAfter)
        {
            return false;
        }

        if (spare is not null && TryTake(spare)) // otherwise it has just ended by itself
        {
            Forget(spare.DisposeAsync().AsTask());
        }

        return true;
    }

    private bool TryTake(HttpSession session)
    {
        bool taken = _sessions.TryRemove(new(session.Id, session));
        if (taken)
        {
            Interlocked.Decrement(ref _count);
        }

        return taken;
    }

    private void Sweep()
    {
        foreach (HttpSession session in _sessions.Values.Where(s => s.Idle >= _idleFor))
        {
            Forget(EndAsync(session).AsTask());
        }
    }

    private static void Forget(Task ending) =>
        _ = ending.ContinueWith(t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
