using VideoGen.Delivery;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>Says where a delivered file differs from what was ordered. The client relies on the provider: nothing is refused for it.</summary>
internal static class ClipRemarks
{
    private const decimal DurationTolerance = 0.25m;
    private const decimal RateTolerance = 0.05m;

    public static IEnumerable<string> On(Job job, ClipFacts facts)
    {
        if ((facts.Width, facts.Height) != (job.Output.Width, job.Output.Height))
        {
            yield return $"The file is {facts.Width}x{facts.Height}; {job.Output.Width}x{job.Output.Height} was expected.";
        }

        if (Math.Abs(facts.FramesPerSecond - job.Output.FramesPerSecond) > RateTolerance)
        {
            yield return $"The file has {facts.FramesPerSecond:0.###} fps; {job.Output.FramesPerSecond:0.###} were expected.";
        }

        if (Math.Abs(facts.DurationSeconds - job.SlotSeconds) > DurationTolerance)
        {
            yield return $"The file lasts {facts.DurationSeconds:0.###} s; {job.SlotSeconds:0.###} s were ordered.";
        }
    }
}
