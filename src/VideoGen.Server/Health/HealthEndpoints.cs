using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using VideoGen.Host.Composition;
using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Server.Access;

namespace VideoGen.Server.Health;

/// <summary>
/// <c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: so does its ledger. <c>GET /health</c>: the same and, where everybody
/// may know, how many jobs are unfinished and what PayloadCMS does not hold yet. They need no token.
/// </summary>
internal static class HealthEndpoints
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder app, AgentHost agent, TokenDemand demand)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapGet("/health", context => WriteAsync(context, agent, demand)).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        WriteAsync(context, report.Status is HealthStatus.Healthy ? Ok() : Broken(report.Entries.Values.First(e => e.Status is not HealthStatus.Healthy).Description!));

    private static async Task WriteAsync(HttpContext context, AgentHost agent, TokenDemand demand)
    {
        JsonObject answer;
        try
        {
            int pending = await agent.Ledger.CountPendingAsync(context.RequestAborted);
            RecordBacklog backlog = await agent.RecordDelivery.ReadBacklogAsync(context.RequestAborted);
            answer = await demand.IsMadeAsync(context.RequestAborted) ? Ok() : Report(pending, agent.RecordDelivery.IsOn, backlog);
        }
        catch (LedgerException broken)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            answer = Broken(broken.Problem.Code);
        }

        await WriteAsync(context, answer);
    }

    private static Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static JsonObject Ok() => new() { ["status"] = "ok" };

    private static JsonObject Broken(string code) => new() { ["status"] = "broken", ["code"] = code };

    private static JsonObject Report(int pending, bool delivers, RecordBacklog backlog) => new()
    {
        ["status"] = "ok",
        ["pending_jobs"] = pending,
        ["records"] = new JsonObject
        {
            ["delivered_to_payload"] = delivers,
            ["waiting"] = backlog.Waiting,
            ["oldest_at"] = backlog.OldestAt,
            ["refused"] = backlog.RefusedCount,
        },
    };
}
