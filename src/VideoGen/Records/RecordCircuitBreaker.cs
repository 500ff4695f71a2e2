namespace VideoGen.Records;

/// <summary>
/// How many deliveries may be under way: all of them while the system of record answers, none in the pause after it did not, one as a
/// probe after that. Thread-safe.
/// </summary>
internal sealed class RecordCircuitBreaker(RecordSenderOptions options, Func<double> chance)
{
    private readonly Lock _lock = new();
    private int _round;
    private int _failures;
    private DateTimeOffset _pauseUntil;

    /// <summary>
    /// Names the stretch of time between two answers that changed the rate, and whether it is a healthy one; a delivery remembers the one
    /// it began in.
    /// </summary>
    public (int Round, bool IsHealthy) Stretch
    {
        get
        {
            lock (_lock)
            {
                return (_round, _failures == 0);
            }
        }
    }

    /// <summary>True when the last answer was a usable one.</summary>
    public bool IsHealthy => Stretch.IsHealthy;

    /// <summary>Deliveries that may be under way, and how long that holds if nothing happens; null for ever.</summary>
    public (int Width, TimeSpan? For) At(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _failures == 0 ? (options.MaxParallel, null) : now < _pauseUntil ? (0, _pauseUntil - now) : (1, null);
        }
    }

    /// <summary>A usable answer came. True when that is news.</summary>
    public bool Answered()
    {
        lock (_lock)
        {
            bool news = _failures > 0;
            _failures = 0;
            _round += news ? 1 : 0;
            return news;
        }
    }

    /// <summary>
    /// A delivery got no usable answer; those that ran beside it and fail too say nothing new. Answers when to try again, and whether
    /// this is the first failure in a row.
    /// </summary>
    public (DateTimeOffset RetryAt, bool First) Failed(int round, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (round != _round)
            {
                return (_pauseUntil > now ? _pauseUntil : now + options.FirstPause, false);
            }

            double pause = Math.Min(options.LongestPause.TotalSeconds, options.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(_failures, 30)));
            // Between half the pause and all of it, so that many agents do not come back at the same moment.
            _pauseUntil = now + TimeSpan.FromSeconds(pause * (0.5 + chance() / 2));
            _round++;
            _failures++;
            return (_pauseUntil, _failures == 1);
        }
    }
}
