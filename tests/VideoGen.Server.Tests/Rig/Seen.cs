namespace VideoGen.Server.Tests.Rig;

/// <summary>Things in the order in which they were seen, and a way to await one.</summary>
internal sealed class Seen<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _all = [];
    private readonly List<(Func<T, bool> Fits, int Times, TaskCompletionSource Signal)> _waiting = [];

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public void Add(T thing)
    {
        lock (_lock)
        {
            _all.Add(thing);
            foreach ((Func<T, bool> fits, int times, TaskCompletionSource signal) in _waiting)
            {
                if (_all.Count(fits) >= times)
                {
                    signal.TrySetResult();
                }
            }
        }
    }

    /// <summary>Completes once so many of them were seen, now or earlier.</summary>
    public async Task UntilAsync(Func<T, bool> fits, int times = 1)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_all.Count(fits) >= times)
            {
                return;
            }

            _waiting.Add((fits, times, signal));
        }

        await signal.Task.WaitAsync(TimeSpan.FromMinutes(10), TimeProvider.System);
    }
}
