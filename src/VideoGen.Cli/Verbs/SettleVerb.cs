using System.Text.Json.Nodes;
using VideoGen.Cli.Tables;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen settle</c>: writes down what a person found on the provider's bill.</summary>
internal sealed class SettleVerb(VerbContext context, string jobId, string billed, string? who, string? why)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, _) =>
    {
        switch (await agent.SettleAsync(jobId, billed, who ?? Environment.UserName, why, context.Interrupted))
        {
            case Answer<Job>.Refused refused:
                return context.Refuse(refused.Refusal);
            case Answer<Job>.Given { Value: var job } when context.Json:
                context.WriteJson(new JsonObject { ["job_id"] = job.Id, ["request_id"] = job.RequestId, ["billed_usd"] = job.BilledUsd, ["reserved_usd"] = job.ReservedUsd });
                return ExitCode.Done;
            case Answer<Job>.Given { Value: var job }:
                context.Output.Line($"{job.Id} is settled: {(job.BilledUsd is 0 ? "nothing was billed" : Figures.Usd(job.BilledUsd!.Value))}.");
                return ExitCode.Done;
            default:
                throw new System.Diagnostics.UnreachableException("A job is settled or not.");
        }
    });
}
