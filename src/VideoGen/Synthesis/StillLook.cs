using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>
/// Looks at the stills of a plan that costs money, so that whoever approves it knows what is paid for: a still of the wrong shape, a pair of two
/// shapes. Keeps nothing and refuses nothing; a still that cannot be had within <see cref="LongestLook"/> goes without remark until it is ordered.
/// </summary>
internal sealed class StillLook(AgentServices services)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    /// <summary>The plan's answer with what its stills give rise to.</summary>
    public async ValueTask<PlanAnswer> AtAsync(PlanResult.Planned plan, CancellationToken cancellationToken)
    {
        ImmutableArray<SegmentPlan> paid = [.. plan.Segments.Where(s => s.Planned.EstimatedCostUsd > 0 && s.SentFrames.Length > 0)];
        if (paid.IsEmpty)
        {
            return plan.Answer;
        }

        using var late = new CancellationTokenSource(LongestLook, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            ImmutableArray<Warning>[] remarks = await Task.WhenAll(paid.Select(s => services.Stills.LookAsync(s.SentFrames, s.Preset, s.Planned.EstimatedCostUsd, either.Token)));
            return plan.Answer with { Warnings = [.. plan.Answer.Warnings, .. remarks.SelectMany(r => r)] };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return plan.Answer;
        }
    }
}
