using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;

namespace VideoGen.Simulators.Hosts;

/// <summary>What no vendor has: the simulator's own addresses under <c>/_sim/</c>, the same at every one.</summary>
internal sealed class SimulatorRoutes(SimulatedVendor vendor)
{
    public async Task AnswerAsync(HttpContext context, string path)
    {
        if (path.Split('/') is ["clips", var id] && vendor.Truth.Find(id)?.End?.Clip is { } clip)
        {
            await Results.File(clip.Path, "video/mp4").ExecuteAsync(context);
            return;
        }

        Answer answer = (context.Request.Method, path.Trim('/')) switch
        {
            ("GET", "truth") => Truth(),
            ("GET", "behaviours") => Answer.Of(200, JsonSerializer.SerializeToNode(vendor.Known)!),
            ("PUT" or "POST", "script") => await SetScriptAsync(context),
            ("DELETE", "script") => Replace(new BehaviourScript()),
            ("POST", "release") => Answer.Of(200, new JsonObject { ["released"] = vendor.Queue.Release(int.TryParse(context.Request.Query["count"], out int most) ? most : int.MaxValue) }),
            ("GET", "health") => Answer.Of(200, new JsonObject { ["status"] = "ok" }),
            _ => Answer.Detail(404, "Not Found"),
        };
        await answer.WriteAsync(context);
    }

    private Answer Truth() => Answer.Of(200, new JsonObject
    {
        ["jobs_created"] = vendor.Truth.JobsCreated,
        ["billed_usd"] = vendor.Truth.BilledUsd,
        ["jobs"] = JsonSerializer.SerializeToNode(vendor.Truth.Jobs, Answer.Json),
        ["events"] = JsonSerializer.SerializeToNode(vendor.Truth.Events, Answer.Json),
    });

    private async Task<Answer> SetScriptAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return Replace(BehaviourScript.Parse(await reader.ReadToEndAsync(context.RequestAborted), vendor.Known));
    }

    private Answer Replace(BehaviourScript script)
    {
        vendor.Choice.Replace(script);
        return Answer.Of(200, new JsonObject { ["rules"] = script.Rules.Count, ["chances"] = script.Chance.Count });
    }
}
