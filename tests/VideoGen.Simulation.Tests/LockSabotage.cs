using VideoGen.Simulation.Agents;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Tests;

/// <summary>Locks that say the wrong thing about who lives.</summary>
/// <param name="early">True: a process that lives passes for dead. False: one that died passes for alive.</param>
internal sealed class LockSabotage(bool early) : Sabotage
{
    public override void LetGo(Process process, Action locks)
    {
        if (early)
        {
            locks();
        }
    }
}
