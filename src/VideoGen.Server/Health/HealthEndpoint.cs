using VideoGen.Host.Composition;
using VideoGen.Jobs;

namespace VideoGen.Server.Health;

/// <summary><c>GET /health</c>: whether the ledger works and, where everybody may know, how many jobs are unfinished. Needs no token.</summary>
internal static class HealthEndpoint
{
    /// <summary>Puts the address on the map.</summary>
    public static void Map(IEndpointRouteBuilder app, AgentHost agent, bool detailed) => app.MapGet(
        "/health",
        async (HttpContext context) =>
        {
            try
            {
                int pending = (await agent.Ledger.ListPendingAsync(context.RequestAborted)).Length;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(detailed ? $$"""{"status":"ok","pending_jobs":{{pending}}}""" : """{"status":"ok"}""", context.RequestAborted);
            }
            catch (LedgerException broken)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync($$"""{"status":"broken","code":"{{broken.Problem.Code}}"}""", context.RequestAborted);
            }
        });
}
