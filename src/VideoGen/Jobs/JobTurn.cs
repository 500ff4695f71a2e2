namespace VideoGen.Jobs;

/// <summary>When one job's next step is due in a <see cref="JobRunner"/>, which guards it.</summary>
internal sealed class JobTurn
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private DateTimeOffset? _at;
    private bool _wake;
    private bool _running;
    private int _failures;

    /// <summary>Asks for a step.</summary>
    /// <param name="at">When.</param>
    /// <param name="wake">True takes it before its time in the ledger, and ends the pause after a failed step.</param>
    /// <returns>True when the turn has to be queued at that time.</returns>
    public bool Ask(DateTimeOffset at, bool wake)
    {
        if (!wake && _failures > 0)
        {
            return false;
        }

        _wake |= wake;
        if (_at <= at)
        {
            return false;
        }

        _at = at;
        return !_running;
    }

    /// <summary>Begins the step that was queued at a time; false when it was asked for at another time since, or runs.</summary>
    public bool TryBegin(DateTimeOffset queuedAt, out bool wake)
    {
        wake = _wake;
        if (_running || _at != queuedAt)
        {
            return false;
        }

        (_running, _at, _wake) = (true, null, false);
        return true;
    }

    /// <summary>Ends the step.</summary>
    /// <param name="next">When the ledger wants the next one; null at the end of the job.</param>
    /// <param name="failed">True when the step threw.</param>
    /// <param name="now">Present time.</param>
    /// <returns>When to queue the turn; null to forget it.</returns>
    public DateTimeOffset? End(DateTimeOffset? next, bool failed, DateTimeOffset now)
    {
        _running = false;
        _failures = failed ? _failures + 1 : 0;
        next = failed ? now + Pause(_failures) : next;
        _at = _wake || next is null || (!failed && _at < next) ? _at : next;
        return _at;
    }

    private static TimeSpan Pause(int failures)
    {
        TimeSpan pause = FirstPause * Math.Pow(2, Math.Min(failures - 1, 20));
        return pause > LongestPause ? LongestPause : pause;
    }
}
