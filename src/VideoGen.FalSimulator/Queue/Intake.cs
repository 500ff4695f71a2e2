using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Access;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Errors;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Queue;

/// <summary>Reads a submit or synchronous call, refuses it or makes a job of it. Thread-safe.</summary>
internal sealed class Intake(
    FalSimulatorOptions options, AccessCheck access, BehaviourChoice choice, InputCheck check, IdSource ids, JobStore jobs, JobQueue queue, TruthLog truth)
{
    /// <summary>Writes a refusal; without one the connection is cut.</summary>
    public static Task RefuseAsync(HttpContext context, Answer? refusal)
    {
        if (refusal is not null)
        {
            return refusal.WriteAsync(context);
        }

        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>The job, not yet queued; or the refusal, already written to the truth log; neither when the connection shall be cut.</summary>
    public async Task<(Job? Job, Answer? Refusal, BehaviourSet Behaviours)> ReadAsync(HttpContext context, string modelId, bool direct)
    {
        byte[] payload = await ReadBodyAsync(context);
        truth.Add(TruthKind.SubmitArrived, null, modelId);
        if (access.Refusal(context, RequestPath.AppOf(modelId)) is { } locked)
        {
            return Refused(locked, BehaviourSet.None);
        }

        JsonNode? input = payload.Length == 0 ? new JsonObject() : Job.Parse(payload);
        BehaviourSet behaviours;
        try
        {
            string prompt = input is JsonObject fields && fields["prompt"] is JsonValue text ? text.ToString() : "";
            behaviours = choice.ForSubmit(modelId, prompt, context.Request.Headers[BehaviourChoice.Header].FirstOrDefault());
        }
        catch (FormatException problem)
        {
            return Refused(Answer.Detail(400, problem.Message), BehaviourSet.None);
        }

        SimulatedModel? model = ModelCatalog.Shared.Find(modelId);
        if (Played(behaviours, RequestPath.AppOf(modelId)) is { } played)
        {
            return Refused(played, behaviours);
        }

        if (model is null || (model.Retired && options.RetiredEndpointsAreGone))
        {
            string app = RequestPath.AppOf(modelId);
            return Refused(Answer.Detail(404, $"Application \"{app[(app.IndexOf('/', StringComparison.Ordinal) + 1)..]}\" not found"), behaviours);
        }

        if ((options.RefuseInvalidInputAtSubmit || behaviours.Has("refuse-at-submit")) && check.Errors(model, input) is { Count: > 0 } errors)
        {
            return Refused(ModelError.AnswerWith(errors), behaviours);
        }

        if (behaviours.Has("submit-lost"))
        {
            truth.Add(TruthKind.SubmitRefused, null, "cut");
            return (null, null, behaviours);
        }

        if (context.Request.Query["fal_max_queue_length"].FirstOrDefault() is { } most
            && int.TryParse(most, CultureInfo.InvariantCulture, out int length) && queue.Waiting(model.Id) > length)
        {
            return Refused(Answer.Detail(429, "The queue is full.").With("X-Fal-Needs-Retry", "1"), behaviours);
        }

        return (Create(context, model, payload, behaviours, direct), null, behaviours);
    }

    private static Answer? Played(BehaviourSet behaviours, string app) =>
        behaviours.Has("refuse-401") ? AccessCheck.Unauthenticated(app)
        : behaviours.Has("refuse-403-balance") ? AccessCheck.BalanceExhausted
        : behaviours.Has("refuse-403-scope") ? AccessCheck.WrongScope(app)
        : behaviours.Has("refuse-404") ? Answer.Detail(404, $"Application \"{app}\" not found")
        : behaviours.Has("refuse-429") ? RequestError.Documented["concurrent_requests_limit"].ToAnswer()
        : behaviours.Has("submit-5xx") ? Answer.Html((int)behaviours.Number("submit-5xx", 503))
        : null;

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        using var bytes = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, 1 << 20));
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        return bytes.ToArray();
    }

    private (Job? Job, Answer? Refusal, BehaviourSet Behaviours) Refused(Answer answer, BehaviourSet behaviours)
    {
        truth.Add(TruthKind.SubmitRefused, null, $"{answer.Status}");
        return (null, answer.With("x-fal-request-id", ids.Next()), behaviours);
    }

    private Job Create(HttpContext context, SimulatedModel model, byte[] payload, BehaviourSet behaviours, bool direct)
    {
        string id = ids.Next();
        IHeaderDictionary headers = context.Request.Headers;
        string webhook = context.Request.Query["fal_webhook"].FirstOrDefault() ?? "";
        var job = new Job
        {
            RequestId = id,
            GatewayRequestId = id,
            Model = model,
            App = RequestPath.AppOf(model.Id),
            Payload = payload.Length == 0 ? "{}"u8.ToArray() : payload,
            PayloadSha256 = Job.Hash(payload),
            Origin = $"{context.Request.Scheme}://{context.Request.Host}",
            Behaviours = behaviours,
            Headers = headers.Where(static header => header.Key.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
                .ToFrozenDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString(), StringComparer.Ordinal),
            SentAt = options.Time.GetUtcNow(),
            Webhook = !direct && Uri.TryCreate(webhook, UriKind.Absolute, out Uri? address) ? address : null,
            Direct = direct,
            LowPriority = headers["X-Fal-Queue-Priority"] == "low",
            KeepsPayload = headers["X-Fal-Store-IO"] != "0",
        };
        queue.Number(job);
        jobs.Add(job);
        truth.Created();
        truth.Add(TruthKind.JobCreated, id, model.Id);
        return job;
    }
}
