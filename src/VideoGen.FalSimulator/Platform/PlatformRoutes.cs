using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Access;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Queue;

namespace VideoGen.FalSimulation.Platform;

/// <summary>The platform host: history, prices, catalogue, facts about the service. Its errors have a form of their own.</summary>
internal sealed class PlatformRoutes(AccessCheck access, RequestHistory history, JobStore jobs, IdSource ids)
{
    public async Task AnswerAsync(HttpContext context, string path)
    {
        string asked = path.Trim('/');
        asked = asked.StartsWith("v1/", StringComparison.Ordinal) ? asked[3..] : asked;
        if (asked == "openapi.json")
        {
            await Answer.Of(200, new JsonObject { ["openapi"] = "3.1.0", ["paths"] = new JsonObject() }).WriteAsync(context);
            return;
        }

        bool administration = asked is "models/usage" or "models/billing-events";
        if (access.Refusal(context, "platform", administration) is { } refusal)
        {
            string type = refusal.Status == 401 ? "authorization_error" : "permission_denied";
            await Error(refusal.Status, type, "Authentication is required.").WriteAsync(context);
            return;
        }

        await Decide(context, asked).WriteAsync(context);
    }

    private Answer Decide(HttpContext context, string asked) => (context.Request.Method, asked.Split('/')) switch
    {
        ("GET", ["models"]) => Catalogue(context.Request.Query),
        ("GET", ["models", "pricing"]) => Prices(context.Request.Query),
        ("GET", ["models", "requests", "by-endpoint"]) => history.ByEndpoint(context.Request.Query, Error),
        ("GET", ["models", "usage"]) => history.Usage(),
        ("GET", ["models", "billing-events"]) => history.BillingEvents(),
        ("DELETE", ["models", "requests", var id, "payloads"]) => Forget(id),
        ("GET", ["meta"]) => Answer.Of(200, new JsonObject { ["webhook_ip_ranges"] = new JsonArray("127.0.0.0/8") }),
        _ => Error(404, "not_found", $"No such address: {asked}"),
    };

    private Answer Error(int status, string type, string message) => Answer.Of(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["type"] = type,
            ["message"] = message,
            ["docs_url"] = "https://fal.ai/docs/api-reference/platform-apis",
            ["request_id"] = ids.Next(),
        },
    });

    private static List<string> Endpoints(IQueryCollection query) =>
        [.. query["endpoint_id"].SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private Answer Prices(IQueryCollection query)
    {
        List<string> asked = Endpoints(query);
        if (asked.Count is 0 or > 50)
        {
            return Error(400, "validation_error", "endpoint_id: give 1 to 50.");
        }

        if (asked.Find(static id => ModelCatalog.Shared.Find(id) is null) is { } unknown)
        {
            return Error(404, "not_found", $"Endpoint {unknown} not found");
        }

        var prices = new JsonArray();
        foreach (SimulatedModel model in asked.Select(static id => ModelCatalog.Shared.Find(id)!))
        {
            prices.Add(new JsonObject
            {
                ["endpoint_id"] = model.Id,
                ["unit_price"] = model.Price.UnitUsd > 0 ? model.Price.UnitUsd : model.Price.Usd,
                ["unit"] = model.Price.Unit switch { "second" => "seconds", "video" => "videos", "thousand_tokens" => "1000 tokens", _ => "1m tokens" },
                ["currency"] = "USD",
            });
        }

        return Answer.Of(200, new JsonObject { ["prices"] = prices, ["next_cursor"] = null, ["has_more"] = false });
    }

    private static Answer Catalogue(IQueryCollection query)
    {
        List<string> asked = Endpoints(query);
        string? status = query["status"].FirstOrDefault();
        var models = new JsonArray();
        foreach (SimulatedModel model in ModelCatalog.Shared.All.OrderBy(static model => model.Id, StringComparer.Ordinal))
        {
            string state = model.Retired ? "deprecated" : "active";
            if ((asked.Count == 0 || asked.Contains(model.Id, StringComparer.Ordinal)) && (status is null || status == state))
            {
                models.Add(new JsonObject
                {
                    ["endpoint_id"] = model.Id,
                    ["metadata"] = new JsonObject { ["display_name"] = model.Id, ["category"] = "image-to-video", ["status"] = state },
                });
            }
        }

        return Answer.Of(200, new JsonObject { ["models"] = models, ["next_cursor"] = null, ["has_more"] = false });
    }

    private Answer Forget(string id)
    {
        if (jobs.Find(id) is not { } job)
        {
            return Error(404, "not_found", $"Request {id} not found");
        }

        job.KeepsPayload = false;
        return Answer.Of(200, new JsonObject { ["cdn_delete_results"] = new JsonArray() });
    }
}
