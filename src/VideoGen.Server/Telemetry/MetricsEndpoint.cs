using OpenTelemetry.Metrics;
using VideoGen.Server.Access;

namespace VideoGen.Server.Telemetry;

/// <summary><c>GET /metrics</c>, for Prometheus: its text format, or OpenMetrics with exemplars where that is asked for. Needs the scope <c>metrics</c>.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Puts the address on the map.</summary>
    /// <param name="app">The server.</param>
    /// <param name="metrics">What is collected.</param>
    public static void Map(IEndpointRouteBuilder app, MeterProvider metrics) => app
        .MapPrometheusScrapingEndpoint("/metrics", metrics, configureBranchedPipeline: null, optionsName: null)
        .RequireAuthorization(ScopePolicies.Metrics)
        .DisableHttpMetrics();
}
