namespace VideoGen.FalSimulation.Queue;

/// <summary>The three states fal knows.</summary>
internal enum JobPhase
{
    Waiting,
    Running,
    Done,
}
