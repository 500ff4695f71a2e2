using VideoGen.Records;
using VideoGen.Simulation.Agents;

namespace VideoGen.Simulation.Tests;

/// <summary>An outbox that lets a job go although it changed while its document was on the way.</summary>
internal sealed class OutboxSabotage : Sabotage
{
    public override IRecordOutbox Of(IRecordOutbox outbox) => new Forgetful(outbox);

    private sealed class Forgetful(IRecordOutbox outbox) : PassingOutbox(outbox)
    {
        public override ValueTask MarkDeliveredAsync(string jobId, string owner, long revision, DateTimeOffset now, CancellationToken cancellationToken) =>
            base.MarkDeliveredAsync(jobId, owner, long.MaxValue / 2, now, cancellationToken);
    }
}
