namespace VideoGen.Fal.Bench;

/// <summary>Costs of many rounds of one contender.</summary>
internal sealed record CostSeries(string Name)
{
    public Series Wall { get; } = new();

    public Series Cpu { get; } = new();

    public void Add(Cost cost)
    {
        Wall.Add(cost.Wall);
        Cpu.Add(cost.Cpu);
    }
}
