using VideoGen.Providers;
using VideoGen.Simulation.Agents;

namespace VideoGen.Simulation.Tests;

/// <summary>A client of the provider of which something is broken.</summary>
internal sealed class ProviderSabotage(Func<IVideoProvider, PatchedProvider> patch) : Sabotage
{
    public override IVideoProvider Of(IVideoProvider provider) => patch(provider);
}
