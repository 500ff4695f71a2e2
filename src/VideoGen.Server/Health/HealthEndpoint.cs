using System.Text.Json.Nodes;
using VideoGen.Host.Composition;
using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Server.Access;

namespace VideoGen.Server.Health;

/// <summary>
/// <c>GET /health</c>: whether the ledger works and, where everybody may know, how many jobs are unfinished and what PayloadCMS does not
/// hold yet. Needs no token.
/// </summary>
internal static class HealthEndpoint
{
    /// <summary>Puts the address on the map.</summary>
    public static void Map(IEndpointRouteBuilder app, AgentHost agent, TokenDemand demand) => app.MapGet(
        "/health",
        async (HttpContext context) =>
        {
            try
            {
                int pending = await agent.Ledger.CountPendingAsync(context.RequestAborted);
                RecordBacklog backlog = await agent.RecordDelivery.ReadBacklogAsync(context.RequestAborted);
                bool detailed = !await demand.IsMadeAsync(context.RequestAborted);
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(
                    detailed ? Report(pending, agent.RecordDelivery.IsOn, backlog).ToJsonString() : """{"status":"ok"}""", context.RequestAborted);
            }
            catch (LedgerException broken)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync($$"""{"status":"broken","code":"{{broken.Problem.Code}}"}""", context.RequestAborted);
            }
        }).AllowAnonymous();

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
