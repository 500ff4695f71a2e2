namespace VideoGen.FalSimulation.Queue;

/// <summary>Who waits, in which order, and how many may run at once. Thread-safe.</summary>
internal sealed class JobQueue(FalSimulatorOptions options, Time.Timeline timeline, Action<Job> start)
{
    private static readonly Comparer<Job> Order = Comparer<Job>.Create(static (a, b) =>
        (a.LowPriority, a.Sequence).CompareTo((b.LowPriority, b.Sequence)));

    private readonly Lock _lock = new();
    private readonly List<Job> _waiting = [];
    private long _sequence;
    private int _running;

    public int Waiting(string endpoint)
    {
        lock (_lock)
        {
            return _waiting.Count(job => job.Model.Id == endpoint);
        }
    }

    /// <summary>Gives a job its place in the order of arrival.</summary>
    public void Number(Job job) => job.Sequence = Interlocked.Increment(ref _sequence);

    public void Admit(Job job, TimeSpan wait)
    {
        job.ReadyAt = timeline.Now + wait;
        lock (_lock)
        {
            int place = _waiting.BinarySearch(job, Order);
            _waiting.Insert(place < 0 ? ~place : place, job);
        }

        if (wait <= TimeSpan.Zero)
        {
            Pump();
        }
        else
        {
            timeline.In(wait, () =>
            {
                Pump();
                return Task.CompletedTask;
            });
        }
    }

    /// <summary>Takes a job out of the waiting ones; false when it is not among them.</summary>
    public bool Remove(Job job)
    {
        lock (_lock)
        {
            int place = _waiting.BinarySearch(job, Order);
            if (place < 0)
            {
                return false;
            }

            _waiting.RemoveAt(place);
            return true;
        }
    }

    /// <summary>A place for a direct call, or none: direct calls do not wait.</summary>
    public bool TryEnterDirect()
    {
        lock (_lock)
        {
            if (_running >= options.Concurrency)
            {
                return false;
            }

            _running++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _running--;
        }

        Pump();
    }

    /// <summary>Requests ahead: 0 = next.</summary>
    public int Position(Job job)
    {
        if (job.Behaviours.Has("stuck"))
        {
            return 0;
        }

        int ahead;
        lock (_lock)
        {
            ahead = Math.Max(0, _waiting.BinarySearch(job, Order));
        }

        double left = (job.ReadyAt - timeline.Now) / (options.QueueTime > TimeSpan.Zero ? options.QueueTime : TimeSpan.FromSeconds(1));
        return ahead + (int)Math.Ceiling(options.OthersAhead * Math.Clamp(left, 0, 1));
    }

    private void Pump()
    {
        List<Job> started = [];
        lock (_lock)
        {
            DateTimeOffset now = timeline.Now;
            for (int place = 0; place < _waiting.Count && _running < options.Concurrency;)
            {
                Job job = _waiting[place];
                if (job.ReadyAt > now || job.Behaviours.Has("stuck"))
                {
                    place++;
                    continue;
                }

                _waiting.RemoveAt(place);
                _running++;
                started.Add(job);
            }
        }

        started.ForEach(start);
    }
}
