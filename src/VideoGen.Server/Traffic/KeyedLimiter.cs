namespace VideoGen.Server.Traffic;

/// <summary>A limited number of places, in all and for each who takes them. Thread-safe.</summary>
/// <param name="all">KeyedLimiter in all.</param>
/// <param name="each">KeyedLimiter of one.</param>
internal sealed class KeyedLimiter(long all, long each)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _taken = new(StringComparer.Ordinal);
    private long _sum;

    /// <summary>Takes places. What was taken must be given back with <see cref="Leave"/>.</summary>
    /// <param name="who">Who takes them; null for somebody without a share of its own.</param>
    /// <param name="count">How many.</param>
    public LimiterResult Take(string? who, long count = 1)
    {
        lock (_lock)
        {
            long own = who is null ? 0 : _taken.GetValueOrDefault(who) + count;
            if (own > each)
            {
                return LimiterResult.OwnFull;
            }

            if (_sum + count > all)
            {
                return LimiterResult.AllFull;
            }

            _sum += count;
            Keep(who, own);
            return LimiterResult.Taken;
        }
    }

    /// <summary>Gives places back.</summary>
    public void Leave(string? who, long count = 1)
    {
        lock (_lock)
        {
            _sum -= count;
            Keep(who, who is null ? 0 : _taken.GetValueOrDefault(who) - count);
        }
    }

    private void Keep(string? who, long own)
    {
        if (who is not null && own == 0)
        {
            _taken.Remove(who);
        }
        else if (who is not null)
        {
            _taken[who] = own;
        }
    }
}
