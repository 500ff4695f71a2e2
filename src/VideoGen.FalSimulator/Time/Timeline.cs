namespace VideoGen.FalSimulation.Time;

/// <summary>
/// Everything that happens later, in one queue behind one timer of the injected clock: no timer and no thread per job.
/// Thread-safe.
/// </summary>
internal sealed class Timeline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset Due, long Order)> _later = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly Action<Exception> _onDefect;
    private long _order;
    private int _running;
    private bool _closed;

    public Timeline(TimeProvider time, Action<Exception> onDefect)
    {
        _time = time;
        _onDefect = onDefect;
        _timer = time.CreateTimer(static state => ((Timeline)state!).RunDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    public void In(TimeSpan pause, Func<Task> action) => At(Now + pause, action);

    /// <summary>Runs <paramref name="action"/> on the pool once the clock reaches <paramref name="due"/>; at once if it already has.</summary>
    public void At(DateTimeOffset due, Func<Task> action)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _later.Enqueue(action, (due, _order++));
        }

        RunDue();
    }

    /// <summary>Ends when nothing that is due by now is left to run or still running.</summary>
    public Task SettleAsync()
    {
        RunDue();
        lock (_lock)
        {
            if (_running == 0)
            {
                return Task.CompletedTask;
            }

            var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(settled);
            return settled.Task;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _later.Clear();
        }

        _timer.Dispose();
    }

    private void RunDue()
    {
        lock (_lock)
        {
            DateTimeOffset now = Now;
            while (_later.TryPeek(out Func<Task>? action, out (DateTimeOffset Due, long Order) place) && place.Due <= now)
            {
                _later.Dequeue();
                _running++;
                Func<Task> due = action;
                _ = Task.Run(() => RunAsync(due));
            }

            if (!_closed && _later.TryPeek(out _, out (DateTimeOffset Due, long Order) next))
            {
                // One millisecond more, since timers count whole milliseconds and must not fire before the due time.
                _timer.Change(next.Due - now + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task RunAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            _onDefect(defect);
        }

        RunDue();
        List<TaskCompletionSource> settled = [];
        lock (_lock)
        {
            _running--;
            if (_running == 0)
            {
                settled.AddRange(_waiting);
                _waiting.Clear();
            }
        }

        settled.ForEach(static waiting => waiting.TrySetResult());
    }
}
