namespace VideoGen.Jobs;

/// <summary>When one job's next step is due in a <see cref="JobRunner"/>, which guards it.</summary>
/// <param name="kind">What that step does, as far as it is known.</param>
internal sealed class JobEntry(StepKind kind)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private DateTimeOffset? _at;
    private bool _signalled;
    private bool _running;
    private int _failures;

    /// <summary>What the next step does; while one runs, what that one does.</summary>
    public StepKind Kind { get; private set; } = kind;

    /// <summary>True when it was signalled and does not run.</summary>
    public bool IsSignalled => _signalled && !_running;

    /// <summary>Asks for a step.</summary>
    /// <param name="at">When.</param>
    /// <param name="wake">True takes it before its time in the ledger, and ends the pause after a failed step.</param>
    /// <returns>True when the turn has to be queued: at that time, or at once when it <see cref="IsSignalled"/>.</returns>
    public bool Ask(DateTimeOffset at, bool wake)
    {
        if (!wake && _failures > 0)
        {
            return false;
        }

        bool isNews = wake && !_signalled;
        _signalled |= wake;
        bool isEarlier = _at is null || at < _at;
        if (isEarlier)
        {
            _at = at;
        }

        return (isEarlier || isNews) && !_running;
    }

    /// <summary>Begins the step that was queued at a time; false when it was asked for at another time since, was signalled, or runs.</summary>
    public bool TryBegin(DateTimeOffset queuedAt) => !_signalled && _at == queuedAt && TryBegin();

    /// <summary>Begins the step of a job that was signalled; false when that was done.</summary>
    public bool TryBeginSignalled() => _signalled && TryBegin();

    /// <summary>Ends the step.</summary>
    /// <param name="next">The next one, as the ledger has it; null at the end of the job.</param>
    /// <param name="failed">True when the step threw.</param>
    /// <param name="now">Present time.</param>
    /// <returns>When to queue the turn, which is at once when it <see cref="IsSignalled"/>; null to forget it.</returns>
    public DateTimeOffset? End(NextStep? next, bool failed, DateTimeOffset now)
    {
        _running = false;
        _failures = failed ? _failures + 1 : 0;
        Kind = next?.Kind ?? Kind;
        DateTimeOffset? at = failed ? now + Pause(_failures) : next?.At;
        _at = _signalled || at is null || (!failed && _at < at) ? _at : at;
        return _at;
    }

    private bool TryBegin()
    {
        if (_running)
        {
            return false;
        }

        (_running, _at, _signalled) = (true, null, false);
        return true;
    }

    private static TimeSpan Pause(int failures)
    {
        TimeSpan pause = FirstPause * Math.Pow(2, Math.Min(failures - 1, 20));
        return pause > LongestPause ? LongestPause : pause;
    }
}
