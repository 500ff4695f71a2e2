using VideoGen.Jobs;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Agents;

/// <summary>
/// Who counts as living among the processes of a cluster. Every process learns of a change after a while of its own, so that views differ; and while it
/// storms a process is called dead now and then although it lives, which it learns last, and then ends itself.
/// </summary>
internal sealed class Membership
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(30);

    private readonly World _world;
    private readonly Weather _weather;
    private readonly int _wrong;
    private readonly List<SimulatedNodes> _members = [];
    private NodeView _truth = new([], [], MayAct: true);

    public Membership(World world, Weather weather)
    {
        (_world, _weather) = (world, weather);
        _wrong = world.Chance.OneOf([0, 0, 50, 300]);
        Doubt();
    }

    /// <summary>A process joins; it is found dead some time after it has died.</summary>
    public SimulatedNodes Join(Process process)
    {
        _truth = _truth with { Living = _truth.Living.Add(process.Name) };
        var nodes = new SimulatedNodes(process, _truth);
        _members.Add(nodes);
        process.AtDeath.Add(() =>
        {
            _members.Remove(nodes);
            _world.After(Delay(), () => Bury(process.Name));
        });
        Spread();
        return nodes;
    }

    private void Bury(string name)
    {
        if (_truth.Living.Contains(name))
        {
            _world.Tell("membership", $"{name} is dead");
            _truth = _truth with { Living = _truth.Living.Remove(name), Dead = _truth.Dead.Add(name) };
            Spread();
        }
    }

    private void Doubt() => _world.After(TimeSpan.FromSeconds(20), () =>
    {
        if (_weather.Strikes(_wrong) && _members.Count > 0)
        {
            SimulatedNodes suspected = _world.Chance.OneOf(_members);
            _world.Tell("membership", $"{suspected.Process.Name} is called dead, and lives");
            Bury(suspected.Process.Name);
        }

        if (_weather.IsStormy)
        {
            Doubt();
        }
    });

    private void Spread()
    {
        NodeView news = _truth;
        foreach (SimulatedNodes member in _members.ToArray())
        {
            _world.After(Delay(), () => member.Learn(news));
        }
    }

    private TimeSpan Delay() => _world.Chance.AnyMagnitude(Soonest, Latest);
}
