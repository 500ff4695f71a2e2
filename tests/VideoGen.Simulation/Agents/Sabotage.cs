using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Simulation.Agents;

/// <summary>A way to break the agent on purpose, at its ports. This one breaks nothing.</summary>
#pragma warning disable CA1852 // tests derive from it
internal class Sabotage
#pragma warning restore CA1852
{
    public static readonly Sabotage None = new();

    public virtual ILedger Of(ILedger ledger) => ledger;

    public virtual IVideoProvider Of(IVideoProvider provider) => provider;

    public virtual IMediaStore Of(IMediaStore media) => media;
}
