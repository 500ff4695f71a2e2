namespace VideoGen.Jobs;

/// <summary>The steps of one kind that are due and wait for a place, in a <see cref="JobRunner"/>, which guards it. Who was signalled goes first.</summary>
/// <param name="kind">The kind.</param>
/// <param name="places">Steps at a time.</param>
/// <param name="kept">Places of these that only signalled jobs take.</param>
internal sealed class StepLane(StepKind kind, int places, int kept)
{
    private readonly Queue<string> _signalled = new();
    private readonly Queue<(string JobId, DateTimeOffset At)> _due = new();
    private int _running;

    /// <summary>Queues a job that was signalled.</summary>
    public void Wake(string jobId) => _signalled.Enqueue(jobId);

    /// <summary>Lines up a job whose time has come.</summary>
    public void Enter(string jobId, DateTimeOffset at) => _due.Enqueue((jobId, at));

    /// <summary>Gives a place back.</summary>
    public void Leave() => _running--;

    /// <summary>The next job for which there is a place; what was taken up or put off since it was lined up is passed over.</summary>
    public bool TryTake(Dictionary<string, JobEntry> turns, out string jobId, out JobEntry turn, out bool wake)
    {
        while (_running < places && _signalled.TryDequeue(out jobId!))
        {
            if (turns.TryGetValue(jobId, out turn!) && turn.Kind == kind && turn.TryBeginSignalled())
            {
                _running++;
                wake = true;
                return true;
            }
        }

        while (_running < places - kept && _due.TryDequeue(out (string JobId, DateTimeOffset At) next))
        {
            jobId = next.JobId;
            if (turns.TryGetValue(jobId, out turn!) && turn.Kind == kind && turn.TryBegin(next.At))
            {
                _running++;
                wake = false;
                return true;
            }
        }

        (jobId, turn, wake) = ("", null!, false);
        return false;
    }
}
