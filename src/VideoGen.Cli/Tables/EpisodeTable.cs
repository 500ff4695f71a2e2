using VideoGen.Cli.Terminal;
using VideoGen.Cli.Verbs;

namespace VideoGen.Cli.Tables;

/// <summary>All requests of an episode for people: the plan of each, and what they cost together.</summary>
internal static class EpisodeTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Screen screen, BatchQueue queue)
    {
        int segments = 0;
        foreach (PlannedBatch batch in queue.Batches)
        {
            if (batch.Plan is { } plan)
            {
                screen.Heading($"Batch {batch.Number} of {queue.Batches.Length}");
                PlanTable.Write(screen, plan);
                segments += plan.Segments.Length;
            }
        }

        screen.Heading("All batches");
        screen.Facts(
        [
            ("Requests", $"{queue.Batches.Length}, {Figures.Count(segments, "segment")}"),
            ("Total", $"{Figures.Seconds(queue.TotalSeconds)}, {Figures.Usd(queue.EstimatedCostUsd)}"),
        ]);
    }
}
