namespace VideoGen.Crash.Relays;

/// <summary>Waits for one moment and kills the agent that reached it, while its call is held. Thread-safe.</summary>
internal sealed class Tripwire
{
    private readonly Lock _lock = new();
    private Moment? _moment;
    private TaskCompletionSource<bool> _sprung = new();
    private Func<int, Task<bool>> _kill = _ => Task.FromResult(false);

    /// <summary>Spans it. The task ends once it has sprung, with what the killing answered or failed with.</summary>
    /// <param name="moment">Where.</param>
    /// <param name="kill">Kills the process with the id; false when that is none to be killed.</param>
    public Task<bool> Span(Moment moment, Func<int, Task<bool>> kill)
    {
        lock (_lock)
        {
            (_moment, _kill, _sprung) = (moment, kill, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
            return _sprung.Task;
        }
    }

    /// <summary>Takes it away again; false when it has sprung already.</summary>
    public bool TakeAway()
    {
        lock (_lock)
        {
            bool was = _moment is not null;
            _moment = null;
            return was;
        }
    }

    /// <summary>A call has come to a moment. True when somebody was killed over it.</summary>
    public async Task<bool> ReachAsync(string method, string path, bool answered, Func<int> agent)
    {
        TaskCompletionSource<bool> sprung;
        Func<int, Task<bool>> kill;
        lock (_lock)
        {
            if (_moment is not { } moment || moment.Answered != answered || !moment.Matches(method, path))
            {
                return false;
            }

            (_moment, sprung, kill) = (null, _sprung, _kill);
        }

        try
        {
            bool killed = await kill(agent());
            sprung.TrySetResult(killed);
            return killed;
        }
        catch (Exception fault)
        {
            sprung.TrySetException(fault);
            throw;
        }
    }
}
