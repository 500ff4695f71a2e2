using System.Collections.Concurrent;
using System.Diagnostics;
using VideoGen.Telemetry;

namespace VideoGen.Server.Tests.Telemetry;

/// <summary>Records the agent's spans of one trace, over the whole process.</summary>
internal sealed class SpanListener : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = [];

    public SpanListener(string traceId)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AgentTraces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.Recorded && span.TraceId.ToHexString() == traceId)
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity[] Ended => [.. _ended];

    public Activity Only(string name) => Ended.Where(s => s.OperationName == name).ShouldHaveSingleItem();

    public void Dispose() => _listener.Dispose();
}
