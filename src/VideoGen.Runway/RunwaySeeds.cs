namespace VideoGen.Runway;

/// <summary>Which models of Runway take a seed, by the types of its client (@runwayml/sdk 4.20.1). A model that does not would refuse the task. Pure.</summary>
internal static class RunwaySeeds
{
    private static readonly string[] Families = ["gen4", "veo3", "seedance2", "h3_max"];

    public static bool SupportsSeed(string model) => Families.Any(family => model.StartsWith(family, StringComparison.Ordinal));
}
