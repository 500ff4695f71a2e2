using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Contract;
using VideoGen.Lint;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>Lints what was planned, with the rules that neither the settings nor the call switch off.</summary>
internal sealed class PlanLint(AgentServices services)
{
    private readonly StoryboardLint _lint = new(services.Camera);

    /// <summary>The plan with its findings.</summary>
    public PlanResult.Planned In(PlanResult.Planned plan, Storyboard storyboard, SynthesisCall call) =>
        plan with { Answer = plan.Answer with { Lint = Run([plan.Segments], storyboard, call) } };

    /// <summary>The findings of a storyboard that makes one request or more; null where it cannot be planned.</summary>
    public LintAnswer? Of(PlanResult result, Storyboard storyboard, SynthesisCall call)
    {
        ImmutableArray<ImmutableArray<SegmentPlan>> requests = result switch
        {
            PlanResult.Planned planned => [planned.Segments],
            PlanResult.Refused refused => refused.Batches,
            _ => throw new UnreachableException("A plan is made or refused."),
        };
        return requests.IsEmpty ? null : new LintAnswer
        {
            Segments = requests.Sum(r => r.Length),
            Requests = requests.Length,
            Findings = Run(requests, storyboard, call),
        };
    }

    private ImmutableArray<LintFinding> Run(ImmutableArray<ImmutableArray<SegmentPlan>> requests, Storyboard storyboard, SynthesisCall call) =>
        _lint.Run(new LintBoard(requests, storyboard.Settings.MaxRuntimeSeconds), [.. services.Options.LintOff, .. call.LintOff]);
}
