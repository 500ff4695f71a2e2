using System.Collections.Immutable;
using VideoGen.Cli.Requests;
using VideoGen.Cli.Tables;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen plan</c>: what would be rendered, and at what price. Spends nothing.</summary>
/// <param name="context">The call.</param>
/// <param name="request">File of the request, or <c>-</c>.</param>
/// <param name="provider">Provider instead of the request's; null for none.</param>
/// <param name="allBatches">True plans every request that the frames make.</param>
/// <param name="compare">True compares with what every other model costs.</param>
/// <param name="off">Rules of the lint that are switched off.</param>
internal sealed class PlanVerb(VerbContext context, string request, string? provider, bool allBatches, bool compare, ImmutableArray<string> off)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, settings) =>
    {
        if (LintVerb.Check(off) is { IsEmpty: false } unknown)
        {
            return context.Refuse(unknown);
        }

        RequestLoading loading = await RequestLoading.LoadAsync(request, context.Environment, settings.MaxRequestBytes, context.Interrupted);
        if (loading is not RequestLoading.Loaded { Document: var document })
        {
            return context.Refuse([((RequestLoading.Failed)loading).Problem]);
        }

        document = document with { LintOff = off };
        RequestDocument? changed = document.With(provider, compare: compare);
        if (allBatches && changed is not null)
        {
            return await BatchQueue.PlanAsync(agent.Segments, changed, context, checkStills: false) is { } queue ? Show(queue) : ExitCode.BadInput;
        }

        Answer<PlanAnswer> answer = await agent.Segments.PlanAsync((changed ?? document).Call, context.Interrupted);
        if (answer is Answer<PlanAnswer>.Refused refused)
        {
            return context.Refuse(refused.Refusal);
        }

        if (changed is null)
        {
            return context.Refuse([new Problem("json_invalid", "", "The request is not one JSON object with every member once.", "Correct it, or leave out --provider and --compare.")]);
        }

        return Show(context, ((Answer<PlanAnswer>.Given)answer).Value);
    });

    /// <summary>Writes a plan and how it is ordered.</summary>
    public static int Show(VerbContext context, PlanAnswer plan)
    {
        if (context.Json)
        {
            context.WriteJson(CliJson.Of(plan));
        }
        else
        {
            PlanTable.Write(context.Output, plan);
        }

        if (plan.RequestKey is not null && plan.Warnings.All(w => w.Code is not WarningCodes.PlanNotKept))
        {
            context.Hints.Line("Order exactly this plan within a day:");
            context.Hints.Unwrapped($"  videogen generate --plan-hash {plan.PlanHash}");
        }

        return ExitCode.Done;
    }

    private int Show(BatchQueue queue)
    {
        if (context.Json)
        {
            context.WriteJson(queue.ToJson());
        }
        else
        {
            EpisodeTable.Write(context.Output, queue);
        }

        return ExitCode.Done;
    }
}
