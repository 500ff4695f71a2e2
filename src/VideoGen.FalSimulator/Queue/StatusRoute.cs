using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Queue;

/// <summary><c>GET …/status</c> and <c>…/status/stream</c>.</summary>
internal sealed class StatusRoute(FalSimulatorOptions options, JobQueue queue, TruthLog truth)
{
    /// <summary>The official client gives up after 15 s without an event.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    public async Task AnswerAsync(HttpContext context, Job job, BehaviourSet behaviours)
    {
        int read = job.NextStatusRead();
        if (behaviours.Has("status-slow"))
        {
            await Task.Delay(behaviours.Seconds("status-slow", 30), options.Time, context.RequestAborted);
        }

        Answer answer = Spoiled(read, behaviours) ?? Honest(job, read, behaviours, WantsLogs(context));
        truth.Add(TruthKind.StatusRead, job.RequestId, $"{answer.Status}");
        await answer.With("x-fal-request-id", job.RequestId).WriteAsync(context);
    }

    public async Task StreamAsync(HttpContext context, Job job, BehaviourSet behaviours)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers["x-fal-request-id"] = job.RequestId;
        context.Response.Headers.CacheControl = "no-cache";
        bool logs = WantsLogs(context);
        while (true)
        {
            Task changed = job.Changed();
            JobPhase phase = job.Phase;
            JsonObject body = StatusBody.Of(job, phase, queue.Position(job), logs, behaviours);
            await context.Response.WriteAsync($"data: {body.ToJsonString(Answer.Json)}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (phase == JobPhase.Done)
            {
                return;
            }

            await Task.WhenAny(changed, Task.Delay(KeepAlive, options.Time, context.RequestAborted));
            context.RequestAborted.ThrowIfCancellationRequested();
        }
    }

    private static bool WantsLogs(HttpContext context) => context.Request.Query["logs"].FirstOrDefault() is "1" or "true" or "True";

    private static Answer? Spoiled(int read, BehaviourSet behaviours) =>
        behaviours.Has("status-404") ? QueueRoutes.NotFound
        : behaviours.Spoils("status-5xx", read, 2) ? Answer.Html(503)
        : behaviours.Spoils("status-html", read, 1) ? Answer.Html(200)
        : null;

    private Answer Honest(Job job, int read, BehaviourSet behaviours, bool logs)
    {
        JobPhase phase = job.Phase;
        if (phase == JobPhase.Running && behaviours.Has("flap") && read % 2 == 0)
        {
            phase = JobPhase.Waiting;
        }

        JsonObject body = StatusBody.Of(job, phase, queue.Position(job), logs, behaviours);
        if (behaviours.Spoils("status-unknown", read, 1))
        {
            body["status"] = "WARMING_UP";
        }

        return Answer.Of(phase == JobPhase.Done ? 200 : 202, body);
    }
}
