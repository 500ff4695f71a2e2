using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Hosts;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.OpenRouter;

/// <summary>OpenRouter's video API: submit, status, clip, catalogue. It has no cancel and no list.</summary>
internal sealed class OpenRouterRoutes(SimulatedVendor vendor)
{
    private const string Api = "/api/v1/";
    private const string Elsewhere = "/elsewhere/";

    public async Task AnswerAsync(HttpContext context, string path)
    {
        if (path.StartsWith(Elsewhere, StringComparison.Ordinal))
        {
            await AnswerElsewhereAsync(context, path);
            return;
        }

        string[] parts = path.StartsWith(Api, StringComparison.Ordinal) ? path[Api.Length..].Split('/') : [];
        await ((context.Request.Method, parts) switch
        {
            ("GET", ["videos", "models"]) => Catalogue().WriteAsync(context),
            ("GET", ["key"]) => (Locked(context) ?? KeyLeft()).WriteAsync(context),
            ("POST", ["videos"]) => SubmitAsync(context),
            ("GET", ["videos", var id]) => StatusAsync(context, id),
            ("GET", ["videos", var id, "content"]) => ContentAsync(context, id),
            _ => OpenRouterBodies.Error(404, "Not Found").WriteAsync(context),
        });
    }

    private static Answer Catalogue() => Answer.Of(200, new JsonObject { ["data"] = new JsonArray([.. OpenRouterModel.All.Select(static model => model.Row.DeepClone())]) });

    private Answer KeyLeft() => Answer.Of(200, new JsonObject
    {
        ["data"] = new JsonObject
        {
            ["label"] = "simulator",
            ["usage"] = vendor.Truth.BilledUsd,
            ["limit"] = vendor.Options.CreditUsd,
            ["limit_remaining"] = vendor.CreditLeft,
        },
    });

    // The same machine by another name: whoever sends the key here would have sent it anywhere.
    private Task AnswerElsewhereAsync(HttpContext context, string path)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            vendor.Truth.Add(TruthKind.KeyLeaked, null, path);
        }

        string[] parts = path.Split('/');
        return parts is [_, _, "clips", var id] && vendor.Truth.Find(id)?.End?.Clip is { } clip
            ? vendor.Files.ServeAsync(context, clip, elsewhere: null)
            : OpenRouterBodies.Error(404, "Not Found").WriteAsync(context);
    }

    private Answer? Locked(HttpContext context)
    {
        string login = context.Request.Headers.Authorization.ToString();
        bool isOpen = login.StartsWith("Bearer ", StringComparison.Ordinal) && login.Length > 7 && (vendor.Options.Key is not { } key || login[7..] == key);
        return isOpen ? null : OpenRouterBodies.Error(401, "No auth credentials found");
    }

    private async Task SubmitAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        JsonNode? body = Job.Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        string model = body is JsonObject named ? named["model"]?.ToString() ?? "" : "";
        vendor.Truth.Add(TruthKind.SubmitArrived, null, model);
        if (Locked(context) is { } locked)
        {
            await RefuseAsync(context, locked);
            return;
        }

        string prompt = body is JsonObject said ? said["prompt"]?.ToString() ?? "" : "";
        BehaviourSet behaviours = vendor.Choice.ForSubmit(model, prompt, context.Request.Headers[BehaviourChoice.Header].FirstOrDefault());
        (VendorOrder? order, string? problem) = OpenRouterOrders.Read(body, SimulatedVendor.Hash(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        Answer? refusal = Played(behaviours)
            ?? (bytes.Length > vendor.Options.LargestRequest ? OpenRouterBodies.Error(413, "Request Entity Too Large") : null)
            ?? (problem is not null ? OpenRouterBodies.Error(400, problem) : null)
            ?? (order!.Usd > vendor.CreditLeft ? OpenRouterBodies.Error(402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits") : null);
        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
        }
        else if (behaviours.Has("submit-lost"))
        {
            vendor.Truth.Add(TruthKind.SubmitRefused, null, "cut");
            context.Abort();
        }
        else
        {
            VendorJob job = vendor.Create(NextId(behaviours), order!, behaviours, $"{context.Request.Scheme}://{context.Request.Host}");
            await SubmitAnswer.SendAsync(context, vendor, job, Answer.Of(202, OpenRouterBodies.Submitted(job)));
        }
    }

    private static Answer? Played(BehaviourSet behaviours) =>
        behaviours.Has("refuse-401") ? OpenRouterBodies.Error(401, "User not found.")
        : behaviours.Has("refuse-402") ? OpenRouterBodies.Error(402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits")
        : behaviours.Has("refuse-403") ? OpenRouterBodies.Error(403, "Input flagged by moderation: the prompt was flagged as unsafe.")
        : behaviours.Has("refuse-404") ? OpenRouterBodies.Error(404, "No endpoints found for the model.")
        : behaviours.Has("refuse-413") ? OpenRouterBodies.Error(413, "Request Entity Too Large")
        : behaviours.Has("refuse-429") ? OpenRouterBodies.Error(429, "Rate limit exceeded")
        : behaviours.Has("submit-5xx") ? OpenRouterBodies.Error((int)behaviours.Number("submit-5xx", 503), "Provider returned error")
        : null;

    private async Task RefuseAsync(HttpContext context, Answer refusal)
    {
        vendor.Truth.Add(TruthKind.SubmitRefused, null, $"{refusal.Status}");
        await refusal.WriteAsync(context);
    }

    private string NextId(BehaviourSet behaviours)
    {
        string letters = vendor.NextId().Replace("-", "", StringComparison.Ordinal);
        string seconds = vendor.Options.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return behaviours.Has("old-id") ? letters : $"gen-vid-{seconds}-{letters[..20]}";
    }

    private async Task StatusAsync(HttpContext context, string id)
    {
        if (Locked(context) is { } locked)
        {
            await locked.WriteAsync(context);
            return;
        }

        if (vendor.Truth.Find(id) is not { } job)
        {
            await OpenRouterBodies.Error(404, $"Video job {id} not found").WriteAsync(context);
            return;
        }

        int read = job.NextStatusRead();
        BehaviourSet behaviours = job.Behaviours;
        if (behaviours.Has("status-slow"))
        {
            await Task.Delay(behaviours.Seconds("status-slow", 30), vendor.Options.Time, context.RequestAborted);
        }

        JsonObject body = OpenRouterBodies.Status(job, vendor.Options.OutputLifetime);
        if (behaviours.Spoils("status-unknown", read, 1))
        {
            body["status"] = "warming_up";
        }

        Answer answer = behaviours.Has("status-404") ? OpenRouterBodies.Error(404, $"Video job {id} not found")
            : behaviours.Spoils("status-5xx", read, 2) ? OpenRouterBodies.Error(503, "Service temporarily unavailable")
            : behaviours.Spoils("status-html", read, 1) ? Answer.Html(200)
            : Answer.Of(200, body);
        vendor.Truth.Add(TruthKind.StatusRead, id, $"{answer.Status}");
        await answer.WriteAsync(context);
    }

    private async Task ContentAsync(HttpContext context, string id)
    {
        VendorJob? job = vendor.Truth.Find(id);
        vendor.Truth.Add(TruthKind.MediaRead, job?.Id, context.Request.Path);
        Answer? refusal = Locked(context)
            ?? (job is null ? OpenRouterBodies.Error(404, $"Video job {id} not found")
                : !job.HasEnded ? OpenRouterBodies.Error(409, "The video is not finished yet")
                : job.End?.Clip is null || job.EndedAt + vendor.Options.OutputLifetime <= vendor.Timeline.Now || job.Behaviours.Has("content-410") ? OpenRouterBodies.Error(410, "The video is gone")
                : context.Request.Query["index"].FirstOrDefault() is { } index && index != "0" ? OpenRouterBodies.Error(404, $"No video at index {index}")
                : null);
        if (refusal is null)
        {
            int read = job!.NextContentRead();
            refusal = job.Behaviours.Spoils("content-409", read, 1) ? OpenRouterBodies.Error(409, "The video is not finished yet")
                : job.Behaviours.Spoils("content-502", read, 2) ? OpenRouterBodies.Error(502, "Provider returned error")
                : null;
        }

        await (refusal is null
            ? vendor.Files.ServeAsync(context, job!.End!.Clip!, new UriBuilder(job.Origin) { Host = "localhost", Path = Elsewhere + "clips/" + id }.Uri.AbsoluteUri)
            : refusal.WriteAsync(context));
    }
}
