using VideoGen.Jobs;

namespace VideoGen.Simulation.Agents;

/// <summary>Ids that count up over the whole world.</summary>
internal sealed class CountedIds : IIdSource
{
    private int _last;

    public string Next(string prefix) => $"{prefix}{++_last:000}";
}
