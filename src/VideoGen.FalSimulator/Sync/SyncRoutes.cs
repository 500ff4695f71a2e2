using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Errors;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Runs;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Sync;

/// <summary>The synchronous host: one call, one answer on the same connection; no queue, no retries.</summary>
internal sealed class SyncRoutes(FalSimulatorOptions options, Intake intake, JobQueue queue, JobRunner runner, SubmitRoute submit, TruthLog truth)
{
    public async Task AnswerAsync(HttpContext context, string path)
    {
        string id = path.Trim('/');
        bool stream = id.EndsWith("/stream", StringComparison.Ordinal);
        id = RequestPath.Parse(stream ? id[..^"/stream".Length] : id).App;
        if (context.Request.Method != HttpMethods.Post)
        {
            await Answer.Detail(405, "Method Not Allowed").With("Allow", "POST").WriteAsync(context);
            return;
        }

        if (stream && ModelCatalog.Shared.Find(id) is { Streams: false })
        {
            await Answer.Detail(404, "Path /stream not found").WriteAsync(context);
            return;
        }

        (Job? job, Answer? refusal, BehaviourSet behaviours) = await intake.ReadAsync(context, id, direct: true);
        if (job is null)
        {
            await Intake.RefuseAsync(context, refusal);
        }
        else if (behaviours.Has("sync-queue-answer"))
        {
            submit.Enqueue(job, context);
            await Answer.Of(200, StatusBody.Submitted(job, queue.Position(job))).With("x-fal-request-id", job.RequestId).WriteAsync(context);
        }
        else if (!queue.TryEnterDirect())
        {
            Outcome refused = ModelWork.Failed(RequestError.Documented["concurrent_requests_limit"]);
            runner.End(job, refused);
            await refused.Answer.With("x-fal-request-id", job.RequestId).WriteAsync(context);
        }
        else
        {
            runner.Start(job);
            await (stream ? StreamAsync(context, job) : WaitAsync(context, job, behaviours));
        }
    }

    private async Task WaitAsync(HttpContext context, Job job, BehaviourSet behaviours)
    {
        if (behaviours.Has("sync-lost"))
        {
            job.AnswerLost = true;
            truth.Add(TruthKind.AnswerLost, job.RequestId, "cut after");
            context.Abort();
            return;
        }

        try
        {
            Outcome outcome = await job.EndedAsync(context.RequestAborted);
            await outcome.Answer.With("x-fal-request-id", job.RequestId).WriteAsync(context);
        }
        catch (OperationCanceledException)
        {
            // The job goes on and is billed: only the listener is gone.
            job.AnswerLost = true;
            truth.Add(TruthKind.AnswerLost, job.RequestId, "caller left");
        }
    }

    private async Task StreamAsync(HttpContext context, Job job)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers["x-fal-request-id"] = job.RequestId;
        foreach (double progress in (double[])[0.0, 0.5])
        {
            await SendAsync(context, new JsonObject { ["progress"] = progress });
            await Task.Delay(options.InferenceTime / 4, options.Time, context.RequestAborted);
        }

        Outcome outcome = await job.EndedAsync(context.RequestAborted);
        await SendAsync(context, JsonNode.Parse(outcome.Answer.Body.Span)!);
    }

    private static async Task SendAsync(HttpContext context, JsonNode body)
    {
        await context.Response.WriteAsync($"data: {body.ToJsonString(Answer.Json)}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
