using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Agents;

/// <summary>The processes of the agent: starts them, lets them die and start again, and connects callers to those that live.</summary>
internal sealed class Fleet
{
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Stage _stage;
    private readonly World _world;
    private readonly Agent?[] _agents;
    private readonly int[] _lives;

    public Fleet(Stage stage)
    {
        (_stage, _world) = (stage, stage.World);
        _agents = new Agent?[stage.Weather.Agents];
        _lives = new int[stage.Weather.Agents];
        for (int i = 0; i < _agents.Length; i++)
        {
            int slot = i;
            _world.After(i == 0 ? TimeSpan.Zero : _world.Chance.AnyMagnitude(Blink, LongestPause), () => Start(slot));
        }

        Jump();
        Change();
    }

    /// <summary>The storm is over: who lives goes on living, and all clocks are right.</summary>
    public void Calm()
    {
        _stage.Catalog.Publish(_stage.Config);
        foreach (Agent agent in Living())
        {
            agent.Process.DieAfter(int.MaxValue);
            agent.Process.ClockError = TimeSpan.Zero;
        }
    }

    /// <summary>Calls a process over a connection that breaks when it dies.</summary>
    public async Task<T> CallAsync<T>(Func<Agent, Task<T>> call)
    {
        await TravelAsync().ConfigureAwait(false);
        if (Living() is not { Length: > 0 } living)
        {
            throw new BrokenConnectionException();
        }

        Agent agent = _world.Chance.OneOf(living);
        var answer = new TaskCompletionSource<T>();
        agent.Process.AtDeath.Add(() => Soon(() => answer.TrySetException(new BrokenConnectionException())));
        agent.Process.Run(async () =>
        {
            try
            {
                T result = await call(agent);
                Soon(() => answer.TrySetResult(result));
            }
#pragma warning disable CA1031 // Whatever it is, the caller hears of it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Soon(() => answer.TrySetException(e));
            }
        });
        return await answer.Task.ConfigureAwait(false);
    }

    private Agent[] Living() => [.. _agents.OfType<Agent>().Where(a => a.Process.IsAlive)];

    private void Start(int slot)
    {
        var process = new Process(_world, $"agent-{slot + 1}.{++_lives[slot]}");
        _world.Tell(process.Name, $"starts");
        process.AtDeath.Add(() => _world.After(Pause(), () => Start(slot)));
        if (_stage.Weather is { IsStormy: true, Deaths: > 0 })
        {
            _stage.Weather.Deaths--;
            process.DieAfter((int)_world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1500)).TotalMilliseconds);
        }

        string machine = Path.Combine(_stage.Home, _stage.Weather.IsOneMachine ? "machine" : $"machine-{slot + 1}");
        if (!_stage.Weather.IsOneMachine && _stage.Weather.Strikes(_stage.Weather.DiskLost) && Directory.Exists(Path.Combine(machine, "work")))
        {
            _world.Tell(process.Name, $"finds an empty disk");
            Directory.Delete(Path.Combine(machine, "work"), recursive: true);
        }

        var agent = new Agent(process, _stage, machine);
        _agents[slot] = agent;
        if (_stage.Weather.IsStormy && _world.Chance.PerMille(150))
        {
            _world.After(_world.Chance.AnyMagnitude(Blink, LongestPause), agent.Stop);
        }
    }

    private void Change() => _world.After(_world.Chance.AnyMagnitude(TimeSpan.FromSeconds(1), LongestPause), () =>
    {
        bool isLost = _stage.Weather.Strikes(_stage.Weather.CatalogLost);
        _stage.Catalog.Publish(isLost ? null : _stage.Config);
        if (isLost)
        {
            _world.Tell("catalog", $"has lost the provider config");
        }

        if (_stage.Weather.IsStormy)
        {
            Change();
        }
    });

    private void Jump() => _world.After(TimeSpan.FromSeconds(20), () =>
    {
        foreach (Agent agent in Living())
        {
            if (_stage.Weather.Strikes(_stage.Weather.ClockJumps))
            {
                TimeSpan error = _world.Chance.AnyMagnitude(TimeSpan.FromSeconds(1), TimeSpan.FromHours(3));
                agent.Process.ClockError = _world.Chance.PerMille(500) ? error : -error;
                _world.Tell(agent.Process.Name, $"has a clock that is off by {agent.Process.ClockError}");
            }
        }

        if (_stage.Weather.IsStormy)
        {
            Jump();
        }
    });

    private TimeSpan Pause() => _stage.Weather.IsStormy ? _world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(50), LongestPause) : TimeSpan.FromSeconds(1);

    private void Soon(Action what) => _world.After(_world.Chance.AnyMagnitude(Blink, TimeSpan.FromMilliseconds(100)), what);

    private Task TravelAsync() => _world.PassAsync(_world.Chance.AnyMagnitude(Blink, TimeSpan.FromMilliseconds(100)));
}
