using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Tools;

/// <summary>
/// How long a call without <c>wait_seconds</c> waits. Official clients give a call up after 60 seconds, and the model then sees a timeout
/// instead of the <c>request_id</c>; with a token for progress some of them go on waiting as long as progress comes. Which ones cannot be
/// asked. So the wait is short until a session has shown it: a call with a token outlived that limit, was answered without being given up,
/// and was the only call that the client made meanwhile (one that gives up in silence calls again). Thread-safe.
/// </summary>
/// <param name="servesOneClient">True where everything comes from one client without a session.</param>
/// <param name="time">Clock.</param>
internal sealed class CallWaits(bool servesOneClient, TimeProvider time)
{
    /// <summary>The wait of a client of which nothing is known.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(45);

    /// <summary>The wait of a client that progress keeps waiting.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan ClientLimit = TimeSpan.FromSeconds(60);
    private const int MostSessions = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    /// <summary>A call begins.</summary>
    public Call Begin(RequestContext<CallToolRequestParams> request)
    {
        bool hasProgress = request.Params.ProgressToken is not null;
        lock (_lock)
        {
            if (Find(request.Server.SessionId) is not { } session)
            {
                return new Call(this, null, 0, 0, Short);
            }

            return new Call(this, hasProgress ? session : null, ++session.Calls, time.GetTimestamp(), hasProgress && session.OutlivesTheLimit ? Long : Short);
        }
    }

    // A session that nobody remembers begins anew, with the short wait.
    private Session? Find(string? id)
    {
        string? key = id ?? (servesOneClient ? "" : null);
        if (key is null)
        {
            return null;
        }

        if (!_sessions.TryGetValue(key, out Session? session))
        {
            if (_sessions.Count >= MostSessions)
            {
                _sessions.Clear();
            }

            _sessions.Add(key, session = new());
        }

        return session;
    }

    private void Answered(Session session, long number, long begin)
    {
        lock (_lock)
        {
            session.OutlivesTheLimit |= session.Calls == number && time.GetElapsedTime(begin) > ClientLimit;
        }
    }

    /// <summary>One call.</summary>
    public sealed class Call
    {
        private readonly CallWaits _waits;
        private readonly Session? _session;
        private readonly long _number;
        private readonly long _begin;

        internal Call(CallWaits waits, Session? session, long number, long begin, TimeSpan wait) =>
            (_waits, _session, _number, _begin, Default) = (waits, session, number, begin, wait);

        /// <summary>How long it waits unless it says so itself.</summary>
        public TimeSpan Default { get; }

        /// <summary>It is answered, and was not given up.</summary>
        public void Answered()
        {
            if (_session is not null)
            {
                _waits.Answered(_session, _number, _begin);
            }
        }
    }

    /// <summary>What is known of a session.</summary>
    internal sealed class Session
    {
        /// <summary>Calls so far.</summary>
        public long Calls { get; set; }

        /// <summary>True once a call with progress outlived the limit.</summary>
        public bool OutlivesTheLimit { get; set; }
    }
}
