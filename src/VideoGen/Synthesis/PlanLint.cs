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
    public PlanResult.Planned In(PlanResult.Planned plan, ImmutableDictionary<string, BoardPicture> pictures, Storyboard storyboard, SynthesisCall call)
    {
        var board = new LintBoard([plan.Segments], storyboard.Settings.MaxRuntimeSeconds) { Pictures = pictures, WarnsOfSizes = true };
        return plan with { Answer = plan.Answer with { Lint = Run(board, call) } };
    }

    /// <summary>The segments of a storyboard that makes one request or more; empty where it cannot be planned.</summary>
    public static ImmutableArray<ImmutableArray<SegmentPlan>> Requests(PlanResult result) => result switch
    {
        PlanResult.Planned planned => [planned.Segments],
        PlanResult.Refused refused => refused.Batches,
        _ => throw new UnreachableException("A plan is made or refused."),
    };

    /// <summary>The findings of a storyboard that makes one request or more.</summary>
    public LintAnswer Of(ImmutableArray<ImmutableArray<SegmentPlan>> requests, ImmutableDictionary<string, BoardPicture> pictures, Storyboard storyboard, SynthesisCall call) => new()
    {
        Segments = requests.Sum(r => r.Length),
        Requests = requests.Length,
        Findings = Run(new LintBoard(requests, storyboard.Settings.MaxRuntimeSeconds) { Pictures = pictures }, call),
    };

    private ImmutableArray<LintFinding> Run(LintBoard board, SynthesisCall call) => _lint.Run(board, [.. services.Options.LintOff, .. call.LintOff]);
}
