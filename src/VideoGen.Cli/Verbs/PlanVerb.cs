using VideoGen.Cli.Requests;
using VideoGen.Cli.Tables;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen plan</c>: what would be rendered, and at what price. Spends nothing.</summary>
internal sealed class PlanVerb(VerbContext context, string request, string? provider)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, settings) =>
    {
        RequestLoading loading = await RequestLoading.LoadAsync(request, context.Surroundings, settings.MaxRequestBytes, context.Interrupted);
        if (loading is not RequestLoading.Loaded { Document: var document })
        {
            return context.Refuse([((RequestLoading.Failed)loading).Problem]);
        }

        RequestDocument? changed = document.With(provider, null);
        Answer<PlanAnswer> answer = await agent.Segments.PlanAsync((changed ?? document).Call, context.Interrupted);
        if (answer is Answer<PlanAnswer>.Refused refused)
        {
            return context.Refuse(refused.Refusal);
        }

        if (changed is null)
        {
            return context.Refuse([new Problem("json_invalid", "", "The request is not one JSON object with every member once.", "Correct it, or leave out --provider.")]);
        }

        PlanAnswer plan = ((Answer<PlanAnswer>.Given)answer).Value;
        if (context.Json)
        {
            context.WriteJson(CliJson.Of(plan));
        }
        else
        {
            PlanTable.Write(context.Output, plan);
        }

        return ExitCode.Done;
    });
}
