using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>Plans in the memory of one process, for an agent whose ledger keeps none.</summary>
public sealed class ProcessPlans : IPlanStore
{
    private readonly Lock _gate = new();
    private ImmutableArray<KeptPlan> _newestFirst = [];

    /// <inheritdoc/>
    public ValueTask KeepAsync(KeptPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        lock (_gate)
        {
            int ofCaller = 0;
            long bytesOfCaller = 0;
            long bytes = 0;
            _newestFirst =
            [
                .. _newestFirst.Where(p => (p.Caller, p.RequestKey) != (plan.Caller, plan.RequestKey)).Prepend(plan).OrderByDescending(p => p.PlannedAt)
                    .Where(p => p.PlannedAt > plan.PlannedAt - KeptPlan.Life && Fits(p)),
            ];

            bool Fits(KeptPlan kept)
            {
                bytes += kept.Request.Length;
                bool isOfCaller = kept.Caller == plan.Caller;
                ofCaller += isOfCaller ? 1 : 0;
                bytesOfCaller += isOfCaller ? kept.Request.Length : 0;
                return bytes <= KeptPlan.MostBytes && (!isOfCaller || (ofCaller <= KeptPlan.MostOfCaller && bytesOfCaller <= KeptPlan.MostBytesOfCaller));
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<KeptPlan>> FindAsync(string? caller, string planHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new([.. _newestFirst.Where(p => p.Caller == caller && p.PlanHash == planHash && p.PlannedAt > now - KeptPlan.Life)]);
        }
    }
}
