namespace VideoGen.Server.Traffic;

/// <summary>
/// How often something may happen: so many times at once, and as many again in every minute, for each key. What is remembered is bounded;
/// once it is full, keys that are new share one pace. Thread-safe.
/// </summary>
/// <param name="perMinute">Times a minute.</param>
/// <param name="time">Clock.</param>
internal sealed class Pace(int perMinute, TimeProvider time)
{
    private const int MostKeys = 10_000;
    private const string Rest = "";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();

    /// <summary>When each key will have its whole minute's worth again.</summary>
    private readonly Dictionary<string, DateTimeOffset> _full = new(StringComparer.Ordinal);
    private readonly TimeSpan _one = Minute / perMinute;

    /// <summary>Keys that are remembered.</summary>
    public int Keys
    {
        get
        {
            lock (_gate)
            {
                return _full.Count;
            }
        }
    }

    /// <summary>Counts one more, if it may be. Answers how long to wait otherwise, and null when it counted.</summary>
    public TimeSpan? Take(string key)
    {
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            string known = Known(key, now);
            DateTimeOffset full = Later(_full.GetValueOrDefault(known, now), now) + _one;
            if (full - now > Minute)
            {
                return full - now - Minute;
            }

            _full[known] = full;
            return null;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private string Known(string key, DateTimeOffset now)
    {
        if (_full.Count >= MostKeys && !_full.ContainsKey(key))
        {
            foreach (string done in _full.Where(f => f.Value <= now).Select(f => f.Key).ToArray())
            {
                _full.Remove(done);
            }
        }

        return _full.Count < MostKeys || _full.ContainsKey(key) ? key : Rest;
    }
}
