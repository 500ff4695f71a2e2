using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Agents;

/// <summary>A way to break the agent on purpose, at its ports. This one breaks nothing.</summary>
#pragma warning disable CA1852 // tests derive from it
internal class Sabotage
#pragma warning restore CA1852
{
    public static readonly Sabotage None = new();

    public virtual ILedger Of(ILedger ledger) => ledger;

    public virtual IRecordOutbox Of(IRecordOutbox outbox) => outbox;

    public virtual IJobOwners Of(IJobOwners owners, ILedger ledger) => owners;

    public virtual IVideoProvider Of(IVideoProvider provider) => provider;

    public virtual IMediaStore Of(IMediaStore media) => media;

    /// <summary>Whether a process takes up what the ledger holds, at its start and now and again.</summary>
    public virtual bool TakesUp => true;

    /// <summary>Gives back what says that a process lives, when the operating system does.</summary>
    public virtual void LetGo(Process process, Action locks) => process.AtDeath.Add(locks);

    /// <summary>Takes a webhook in.</summary>
    public virtual ValueTask<ReceiveResult> TakeAsync(Agent agent, string address, string deliveryId, string body) =>
        agent.Webhooks.TakeAsync(address, deliveryId, body, CancellationToken.None);
}
