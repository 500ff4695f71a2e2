using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace VideoGen.Mcp.Tests;

/// <summary>The spans and metrics of the SDK are found under the name that is subscribed to: it is experimental, and may change.</summary>
public sealed class SdkTelemetryTests
{
    [Fact]
    public async Task The_sdk_tells_of_a_tool_call_under_the_name_that_is_subscribed_to()
    {
        var spans = new ConcurrentQueue<string>();
        var measured = new ConcurrentQueue<string>();
        using var tracing = new ActivityListener
        {
            ShouldListenTo = source => source.Name == McpTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue($"{span.Kind} {span.DisplayName}"),
        };
        ActivitySource.AddActivityListener(tracing);
        using var metering = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == McpTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        metering.SetMeasurementEventCallback<double>((instrument, _, _, _) => measured.Enqueue(instrument.Name));
        metering.Start();

        await using (Wire wire = await Wire.ConnectAsync())
        {
            await wire.Client.CallToolAsync("get_video_segments", new Dictionary<string, object?> { ["request_id"] = "req_1" });
        }

        spans.ShouldContain("Server tools/call get_video_segments");
        measured.ShouldContain("mcp.server.operation.duration");
    }
}
