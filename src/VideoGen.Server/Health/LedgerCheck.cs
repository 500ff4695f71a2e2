using Microsoft.Extensions.Diagnostics.HealthChecks;
using VideoGen.Host.Composition;
using VideoGen.Jobs;

namespace VideoGen.Server.Health;

/// <summary>Healthy while the ledger answers: without it nothing can be ordered, followed or taken in.</summary>
internal sealed class LedgerCheck(AgentHost agent) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await agent.Ledger.CountPendingAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(broken is LedgerException { Problem.Code: var code } ? code : "internal_error", broken);
        }
    }
}
