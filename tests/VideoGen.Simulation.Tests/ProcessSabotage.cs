using VideoGen.Jobs;
using VideoGen.Simulation.Agents;

namespace VideoGen.Simulation.Tests;

/// <summary>A process that leaves something out.</summary>
internal sealed class ProcessSabotage : Sabotage
{
    public bool ForgetsToTakeUp { get; init; }

    public bool ForgetsTheSecret { get; init; }

    public override bool TakesUp => !ForgetsToTakeUp;

    public override async ValueTask<ReceiveResult> TakeAsync(Agent agent, string address, string deliveryId, string body)
    {
        string jobId = address.Split('.')[0];
        return await base.TakeAsync(
            agent, ForgetsTheSecret ? $"{jobId}.{(await agent.Ledger.FindJobAsync(jobId, default))?.WebhookToken}" : address, deliveryId, body);
    }
}
