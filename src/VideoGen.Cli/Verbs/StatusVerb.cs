using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Cli.Tables;
using VideoGen.Cli.Terminal;
using VideoGen.Jobs;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen status</c>: one request with its results, or the newest requests.</summary>
internal sealed class StatusVerb(VerbContext context, string? requestId, double waitSeconds)
{
    private const int Newest = 20;

    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync((agent, _) => requestId is { } id ? OneAsync(agent, id) : NewestAsync(agent));

    private async Task<int> OneAsync(IAgent agent, string id)
    {
        using IRunProgress progress = waitSeconds > 0 ? context.Progress() : new SilentProgress();
        var run = new RequestRun(agent.Segments, progress, context.Environment.Time, context.Interrupted);
        return AnswerWriter.Write(context, await run.WaitAsync(id, TimeSpan.FromSeconds(waitSeconds)));
    }

    private async Task<int> NewestAsync(IAgent agent)
    {
        var rows = ImmutableArray.CreateBuilder<(RequestRecord Request, ImmutableArray<Job> Jobs)>();
        foreach (RequestRecord request in await agent.ListRequestsAsync(Newest, context.Interrupted))
        {
            rows.Add((request, await agent.ListJobsAsync(request.Id, context.Interrupted)));
        }

        if (context.Json)
        {
            context.WriteJson(new JsonArray([.. rows.Select(Row)]));
        }
        else
        {
            RequestsTable.Write(context.Output, rows.ToImmutable());
        }

        return ExitCode.Done;
    }

    private static JsonNode Row((RequestRecord Request, ImmutableArray<Job> Jobs) row) => new JsonObject
    {
        ["request_id"] = row.Request.Id,
        ["created_at"] = row.Request.CreatedAt,
        ["project_id"] = row.Request.ProjectId,
        ["episode_id"] = row.Request.EpisodeId,
        ["caller"] = row.Request.Caller,
        ["provider"] = row.Request.Plan.Provider,
        ["plan_hash"] = row.Request.PlanHash,
        ["estimated_cost_usd"] = row.Request.Plan.EstimatedCostUsd,
        ["segments"] = new JsonArray(
        [
            .. row.Jobs.Select(j => (JsonNode)new JsonObject
            {
                ["segment_id"] = j.SegmentId,
                ["job_id"] = j.Id,
                ["state"] = Words.Of(j.State),
            }),
        ]),
    };
}
