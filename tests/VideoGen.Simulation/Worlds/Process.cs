namespace VideoGen.Simulation.Worlds;

/// <summary>
/// A process of the world: the synchronization context that its code runs in. Once dead none of its code ever runs again, wherever it
/// stood, and its timers are silent.
/// </summary>
internal sealed class Process(World world, string name) : SynchronizationContext
{
    private int? _momentsLeft;

    public World World { get; } = world;

    public string Name { get; } = name;

    public bool IsAlive { get; private set; } = true;

    /// <summary>How far its wall clock is off.</summary>
    public TimeSpan ClockError { get; set; }

    /// <summary>Done when it dies.</summary>
    public List<Action> AtDeath { get; } = [];

    /// <summary>Runs a piece of its code soon.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsAlive)
        {
            World.Ready(this, d, state);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => World.Break($"{Name} waits for another thread.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs code of it soon; what it throws is told as a defect.</summary>
    public void Run(Func<Task> code) => Post(_ => _ = WatchAsync(code), null);

    /// <summary>Lets it die after so many moments: pieces of its code, and effects of its calls that it does not know of yet.</summary>
    public void DieAfter(int moments) => _momentsLeft = moments;

    /// <summary>Counts a moment; true when it was the last.</summary>
    public bool DiesNow()
    {
        if (IsAlive && _momentsLeft is { } left)
        {
            _momentsLeft = left - 1;
            if (left <= 0)
            {
                Die();
            }
        }

        return !IsAlive;
    }

    public void Die()
    {
        if (IsAlive)
        {
            IsAlive = false;
            World.Tell(Name, $"dies");
            World.Abandon(this);
            AtDeath.ForEach(act => act());
        }
    }

    private async Task WatchAsync(Func<Task> code)
    {
        try
        {
            await code();
        }
#pragma warning disable CA1031 // Nobody is left to catch it: that is a defect, and is told as one.
        catch (Exception e)
#pragma warning restore CA1031
        {
            World.Break($"{Name}: {e}");
        }
    }
}
