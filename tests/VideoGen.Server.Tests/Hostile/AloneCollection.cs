namespace VideoGen.Server.Tests.Hostile;

/// <summary>Tests that count what the whole process allocates: no other runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
