using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Runs;

namespace VideoGen.FalSimulation.Truth;

/// <summary>What fal does not have: the simulator's own addresses under <c>/_sim/</c>.</summary>
internal sealed class SimRoutes(BehaviourChoice choice, TruthLog truth, JobRunner runner)
{
    public async Task AnswerAsync(HttpContext context, string path)
    {
        Answer answer = (context.Request.Method, path.Trim('/')) switch
        {
            ("GET", "truth") => Truth(),
            ("GET", "behaviours") => Answer.Of(200, JsonSerializer.SerializeToNode(BehaviourCatalog.All)!),
            ("PUT" or "POST", "script") => await SetScriptAsync(context),
            ("DELETE", "script") => Replace(new BehaviourScript()),
            ("POST", "release") => Answer.Of(200, new JsonObject { ["released"] = runner.Release(int.TryParse(context.Request.Query["count"], out int most) ? most : int.MaxValue) }),
            ("GET", "health") => Answer.Of(200, new JsonObject { ["status"] = "ok" }),
            _ => Answer.Detail(404, "Not Found"),
        };
        await answer.WriteAsync(context);
    }

    private Answer Truth() => Answer.Of(200, new JsonObject
    {
        ["jobs_created"] = truth.JobsCreated,
        ["billed_usd"] = truth.BilledUsd,
        ["jobs"] = JsonSerializer.SerializeToNode(truth.Jobs, Answer.Json),
        ["events"] = JsonSerializer.SerializeToNode(truth.Events, Answer.Json),
    });

    private async Task<Answer> SetScriptAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        try
        {
            return Replace(BehaviourScript.Parse(await reader.ReadToEndAsync(context.RequestAborted)));
        }
        catch (FormatException problem)
        {
            return Answer.Detail(400, problem.Message);
        }
    }

    private Answer Replace(BehaviourScript script)
    {
        choice.Replace(script);
        return Answer.Of(200, new JsonObject { ["rules"] = script.Rules.Count, ["chances"] = script.Chance.Count });
    }
}
