using System.Text;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>A refusal in words a model can act on: every problem with its place and its remedy.</summary>
internal static class RefusalText
{
    public static string Of(Refusal refusal)
    {
        var text = new StringBuilder();
        int count = refusal.Problems.Length;
        text.Append($"Refused: {count} {(count == 1 ? "problem" : "problems")}. Nothing was written or spent.\n");
        for (int i = 0; i < count; i++)
        {
            text.Append($"{i + 1}. {Line(refusal.Problems[i])}\n");
        }

        if (refusal.Batches is { Length: > 0 } batches)
        {
            text.Append($"Send these frames as separate requests, one after the other, each with its plan_hash; all together cost {Dollars.Of(refusal.EstimatedCostUsd ?? 0)}:\n");
            foreach (BatchPlan batch in batches)
            {
                text.Append($"- batch {batch.Number}: {string.Join(", ", batch.FrameIds)}: {batch.TotalSeconds} s, {Dollars.Of(batch.EstimatedCostUsd)}, plan_hash \"{batch.PlanHash}\"\n");
                foreach (PlannedSegment s in batch.Segments)
                {
                    text.Append($"  - {PlanText.Line(s)}\n");
                }
            }
        }

        WarningText.Append(text, refusal.Warnings);
        text.Append(count == 1 ? "Repair this and call the tool again." : "Repair all of these and call the tool again.");
        return text.ToString();
    }

    /// <summary>A problem in one line: place, code, what is wrong, what to do.</summary>
    public static string Line(Problem problem) =>
        $"{(problem.Pointer.Length == 0 ? "(whole call)" : problem.Pointer)} [{problem.Code}] {problem.Message} Remedy: {problem.Remedy}";
}
