using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Hosts;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.Runway;

/// <summary>Runway's API: submit, tasks, uploads, the organization. It calls nobody back and lists nothing.</summary>
internal sealed class RunwayRoutes
{
    private const string Version = "2024-11-06";
    private const string NoCredits = "You do not have enough credits to run this task.";

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly SimulatedVendor _vendor;
    private readonly RunwayOutputs _outputs;
    private readonly RunwayUploads _uploads;
    private readonly RunwayTasks _tasks;

    public RunwayRoutes(SimulatedVendor vendor)
    {
        _vendor = vendor;
        _outputs = new RunwayOutputs(vendor);
        _uploads = new RunwayUploads(vendor);
        _tasks = new RunwayTasks(vendor, _outputs);
    }

    public async Task AnswerAsync(HttpContext context, string path)
    {
        if (path.StartsWith(RunwayOutputs.Folder, StringComparison.Ordinal))
        {
            await _outputs.AnswerAsync(context, path);
            return;
        }

        if (path.StartsWith(RunwayUploads.Folder, StringComparison.Ordinal))
        {
            await _uploads.StoreAsync(context, path);
            return;
        }

        await ((context.Request.Method, path.Trim('/').Split('/'), Locked(context)) switch
        {
            ("POST", ["v1", "image_to_video"], var locked) => SubmitAsync(context, locked),
            (_, ["v1", ..], { } locked) => locked.WriteAsync(context),
            ("GET", ["v1", "tasks", var id], _) => _tasks.ReadAsync(context, id),
            ("DELETE", ["v1", "tasks", var id], _) => _tasks.DeleteAsync(context, id),
            ("POST", ["v1", "uploads"], _) => _uploads.AnnounceAsync(context),
            ("GET", ["v1", "organization"], _) => Organization().WriteAsync(context),
            _ => RunwayBodies.Error(404, "Not found").WriteAsync(context),
        });
    }

    private Answer? Locked(HttpContext context)
    {
        string login = context.Request.Headers.Authorization.ToString();
        bool isOpen = login.StartsWith("Bearer ", StringComparison.Ordinal) && login.Length > 7 && (_vendor.Options.Key is not { } key || login[7..] == key);
        return !isOpen ? RunwayBodies.Error(401, "Invalid API key.")
            : context.Request.Headers["X-Runway-Version"].ToString() is var version && version != Version
                ? RunwayBodies.Error(400, version.Length == 0 ? "The X-Runway-Version header is missing." : $"The X-Runway-Version {version} is not known.")
            : null;
    }

    private async Task SubmitAsync(HttpContext context, Answer? locked)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        JsonNode? body = Job.Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        string model = Text(body, "model");
        _vendor.Truth.Add(TruthKind.SubmitArrived, null, model);
        if (locked is not null)
        {
            await RefuseAsync(context, locked);
            return;
        }

        BehaviourSet behaviours = _vendor.Choice.ForSubmit(model, Text(body, "promptText"), context.Request.Headers[BehaviourChoice.Header].FirstOrDefault());
        (VendorOrder? order, IReadOnlyList<RunwayIssue> issues) = RunwayOrders.Read(body, SimulatedVendor.Hash(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        Answer? refusal = Played(behaviours)
            ?? (bytes.Length > _vendor.Options.LargestRequest ? RunwayBodies.Error(413, "The body is too large.") : null)
            ?? (issues.Count > 0 ? RunwayBodies.Invalid(issues) : null)
            ?? (IsFullForToday() ? RunwayBodies.Error(429, "You have reached the daily limit of generations.") : null)
            ?? (order!.Usd > _vendor.CreditLeft ? RunwayBodies.Error(400, NoCredits) : null);
        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
        }
        else if (behaviours.Has("submit-lost"))
        {
            _vendor.Truth.Add(TruthKind.SubmitRefused, null, "cut");
            context.Abort();
        }
        else
        {
            VendorJob job = _vendor.Create(_vendor.NextId(), order!, behaviours, $"{context.Request.Scheme}://{context.Request.Host}");
            await SubmitAnswer.SendAsync(context, _vendor, job, Answer.Of(200, RunwayBodies.Submitted(job)));
        }
    }

    private static string Text(JsonNode? body, string name) => body is JsonObject fields ? fields[name]?.ToString() ?? "" : "";

    private static Answer? Played(BehaviourSet behaviours) =>
        behaviours.Has("refuse-401") ? RunwayBodies.Error(401, "Invalid API key.")
        : behaviours.Has("refuse-403") ? RunwayBodies.Error(403, "Your organization may not use this model.")
        : behaviours.Has("refuse-404") ? RunwayBodies.Error(404, "Not found")
        : behaviours.Has("refuse-422") ? RunwayBodies.Error(422, "The request cannot be processed.")
        : behaviours.Has("refuse-credits") ? RunwayBodies.Error(400, NoCredits)
        : behaviours.Has("refuse-429") ? RunwayBodies.Error(429, "You have reached the daily limit of generations.")
        : behaviours.Has("submit-5xx") ? RunwayBodies.Error((int)behaviours.Number("submit-5xx", 503), "The service is overloaded.")
        : null;

    private bool IsFullForToday() => _vendor.Truth.All.Count(job => job.SentAt > _vendor.Timeline.Now - Day) >= _vendor.Options.DailyGenerations;

    private async Task RefuseAsync(HttpContext context, Answer refusal)
    {
        _vendor.Truth.Add(TruthKind.SubmitRefused, null, $"{refusal.Status}");
        await refusal.WriteAsync(context);
    }

    private Answer Organization()
    {
        var models = new JsonObject();
        var usage = new JsonObject();
        foreach (RunwayModel model in RunwayModel.All)
        {
            models[model.Id] = new JsonObject { ["maxConcurrentGenerations"] = _vendor.Options.Concurrency, ["maxDailyGenerations"] = _vendor.Options.DailyGenerations };
            usage[model.Id] = new JsonObject { ["dailyGenerations"] = _vendor.Truth.All.Count(job => job.Order.Model == model.Id && job.SentAt > _vendor.Timeline.Now - Day) };
        }

        return Answer.Of(200, new JsonObject
        {
            ["creditBalance"] = RunwayOrders.Credits(_vendor.Options.CreditUsd - _vendor.Truth.BilledUsd),
            ["tier"] = new JsonObject { ["maxMonthlyCreditSpend"] = 100_000, ["models"] = models },
            ["usage"] = new JsonObject { ["models"] = usage },
        });
    }
}
