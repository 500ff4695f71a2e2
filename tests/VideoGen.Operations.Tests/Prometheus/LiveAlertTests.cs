using VideoGen.Operations.Tests.Rig;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Operations.Tests.Prometheus;

/// <summary>Alerts in a real Prometheus, beside a real server to which real things happen.</summary>
[Collection(OneServerCollection.Name)]
public sealed class LiveAlertTests
{
    [Fact]
    public async Task An_alert_fires_when_something_happens_and_ends_when_it_is_over()
    {
        await using PaidPath path = await EventfulServer.StartAsync();
        await using PrometheusServer prometheus = await PrometheusServer.StartAsync(path.Local);
        await PrometheusServer.UntilAsync(async () => await FiringAsync(prometheus) is 0, "All is not well from the beginning.");

        await EventfulServer.LoseAsync(path);
        await prometheus.AlertAsync("VideoGenSubmissionUnknown", "firing");
        await PrometheusServer.UntilAsync(async () => await FiringAsync(prometheus) >= 1, "The dashboard does not say it.");
        await PrometheusServer.UntilAsync(() => Task.FromResult(path.Fal.Release() > 0), "The clip is not made.");
        await EventfulServer.UntilEndedAsync(path);
        await prometheus.AlertAsync("VideoGenSubmissionUnknown", null);

        await path.RestartAsync(between: () => prometheus.AlertAsync("VideoGenServerAbsent", "firing"));
        prometheus.PointTo(path.Local);
        await prometheus.AlertAsync("VideoGenServerAbsent", null);
    }

    private static async Task<double?> FiringAsync(PrometheusServer prometheus) =>
        await prometheus.AskAsync("videogen:alerts_firing:count") is [var count] ? count : null;
}
