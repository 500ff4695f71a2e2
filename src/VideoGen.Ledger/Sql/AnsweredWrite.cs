namespace VideoGen.Ledger.Sql;

/// <summary>A write with an answer.</summary>
internal sealed class AnsweredWrite<T>(Func<Session, T> work) : WriteCommand
{
    // Callers continue on the pool: the writer's thread belongs to the disk.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _error;
    private T? _result;

    /// <summary>Completes when the write is committed or was refused.</summary>
    public Task<T> Done => _done.Task;

    public override void Run(Session session)
    {
        _error = null;
        _result = work(session);
    }

    public override void Spoil(Exception error) => _error = error;

    public override void Answer()
    {
        if (_error is null)
        {
            _done.TrySetResult(_result!);
        }
        else
        {
            Refuse(_error);
        }
    }

    public override void Refuse(Exception error)
    {
        if (_done.TrySetException(error))
        {
            // A caller that no longer waits leaves nobody to look at it.
            _ = _done.Task.Exception;
        }
    }
}
