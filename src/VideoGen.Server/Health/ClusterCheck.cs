using Microsoft.Extensions.Diagnostics.HealthChecks;
using VideoGen.Jobs;

namespace VideoGen.Server.Health;

/// <summary>Healthy while this node is one of the cluster: the others found it alive, and it may take jobs over.</summary>
internal sealed class ClusterCheck(INodes nodes) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(nodes.Current.MayAct ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not_in_cluster"));
}
