using System.Collections.Concurrent;
using System.Security.Cryptography;
using ModelContextProtocol.Server;
using VideoGen.Access;

namespace VideoGen.Server.Mcp;

/// <summary>The sessions: a limited number, and none for long that nobody uses. Thread-safe.</summary>
internal sealed class SessionTable : IAsyncDisposable
{
    private const int IdBytes = 16;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SpareAfter = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, HttpSession> _sessions = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleFor;
    private readonly int _most;
    private readonly ITimer _sweep;
    private int _count;

    /// <param name="most">Most sessions at once.</param>
    /// <param name="idleFor">How long a session may be unused.</param>
    /// <param name="time">Clock.</param>
    public SessionTable(int most, TimeSpan idleFor, TimeProvider time)
    {
        (_most, _idleFor, _time) = (most, idleFor, time);
        _sweep = time.CreateTimer(_ => Sweep(), null, LookEvery, LookEvery);
    }

    /// <summary>Open sessions.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// Opens a session. Where there are too many, one makes room that nobody has used for long, of the owner who has the most: clients seldom
    /// end theirs. Null when all of those are in use.
    /// </summary>
    /// <param name="owner">Who opens it.</param>
    /// <param name="options">What the owner has.</param>
    public HttpSession? Open(Caller owner, McpServerOptions options)
    {
        if (Interlocked.Increment(ref _count) > _most && !MakeRoom())
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        var session = new HttpSession(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), owner, options, _time);
        _sessions[session.Id] = session;
        return session;
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

    private bool MakeRoom()
    {
        HttpSession? spare = _sessions.Values.GroupBy(s => s.Owner.Id).MaxBy(own => own.Count())?.MaxBy(s => s.Idle);
        if (spare is null || spare.Idle < SpareAfter)
        {
            return false;
        }

        if (!TryTake(spare))
        {
            return MakeRoom(); // somebody else took it first
        }

        Forget(spare.DisposeAsync().AsTask());
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
