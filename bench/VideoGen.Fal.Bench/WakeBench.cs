using System.Diagnostics;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Fal.Bench;

/// <summary>
/// From the arrival of a webhook (the server's own activity begins) to the waiting call being told that the clip is fetched, and to its
/// answer. The job is in the provider's queue by then; its next poll would be due after ten seconds.
/// </summary>
internal static class WakeBench
{
    private const int WarmUp = 5;
    private const int Rounds = 30;

    public static async Task RunAsync(Agent agent, Orders orders)
    {
        long arrived = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStarted = _ => arrived = Stopwatch.GetTimestamp(),
        };
        ActivitySource.AddActivityListener(listener);
        var woken = new Series();
        var answered = new Series();
        for (int round = -WarmUp; round < Rounds; round++)
        {
            long told = 0;
            Order order = orders.Next(segments: 1);
            await agent.RunAsync(order, new Told(progress => told = progress.State is JobState.Downloading ? Stopwatch.GetTimestamp() : told));
            double toAnswer = Stopwatch.GetElapsedTime(arrived).TotalMilliseconds;
            if (round >= 0)
            {
                woken.Add(Stopwatch.GetElapsedTime(arrived, told).TotalMilliseconds);
                answered.Add(toAnswer);
            }
        }

        Console.WriteLine($"""

            From a webhook's arrival, one segment (next poll due after 10 000 ms)

            | | ms |
            |---|---|
            | to the waiting call's "downloading" | {woken} |
            | to the waiting call's answer, clip fetched, proved, stored | {answered} |
            """);
    }

    private sealed class Told(Action<SegmentProgress> action) : IProgress<SegmentProgress>
    {
        public void Report(SegmentProgress value) => action(value);
    }
}
