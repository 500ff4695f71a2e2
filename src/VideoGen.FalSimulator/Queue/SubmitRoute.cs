using System.Globalization;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Errors;
using VideoGen.FalSimulation.Runs;
using VideoGen.FalSimulation.Time;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Queue;

/// <summary><c>POST /{model id}</c> of the queue host.</summary>
internal sealed class SubmitRoute(FalSimulatorOptions options, Intake intake, JobQueue queue, JobRunner runner, Timeline timeline, TruthLog truth)
{
    public async Task AnswerAsync(HttpContext context, string modelId)
    {
        (Job? job, Answer? refusal, BehaviourSet behaviours) = await intake.ReadAsync(context, modelId, direct: false);
        if (job is null)
        {
            await Intake.RefuseAsync(context, refusal);
            return;
        }

        Enqueue(job, context);
        await RespondAsync(context, job, behaviours);
    }

    public void Enqueue(Job job, HttpContext context)
    {
        TimeSpan wait = job.Behaviours.Has("queued") ? job.Behaviours.Seconds("queued", 1)
            : job.Behaviours.Has("instant") ? TimeSpan.Zero
            : options.QueueTime;
        if (double.TryParse(context.Request.Headers["X-Fal-Request-Timeout"], NumberStyles.Float, CultureInfo.InvariantCulture, out double limit))
        {
            timeline.In(TimeSpan.FromSeconds(limit), () => ExpireAsync(job));
        }

        queue.Admit(job, wait);
    }

    private async Task RespondAsync(HttpContext context, Job job, BehaviourSet behaviours)
    {
        if (behaviours.Has("webhook-early") && job.Webhook is not null)
        {
            await job.Delivered.Task.WaitAsync(context.RequestAborted);
        }

        if (behaviours.Has("submit-late"))
        {
            await Task.Delay(behaviours.Seconds("submit-late", 30), options.Time, context.RequestAborted);
        }

        Answer answer = Answer.Of(options.SubmitStatus, StatusBody.Submitted(job, queue.Position(job))).With("x-fal-request-id", job.RequestId);
        if (behaviours.Has("submit-lost-after"))
        {
            Lose(context, job, "cut after");
        }
        else if (behaviours.Has("submit-hangs"))
        {
            job.AnswerLost = true;
            truth.Add(TruthKind.AnswerLost, job.RequestId, "hangs");
            await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, context.RequestAborted);
        }
        else if (behaviours.Has("submit-partial"))
        {
            context.Response.ContentLength = answer.Body.Length;
            context.Response.ContentType = answer.ContentType;
            await context.Response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            Lose(context, job, "cut in the middle");
        }
        else if (behaviours.Has("submit-5xx-after"))
        {
            job.AnswerLost = true;
            truth.Add(TruthKind.AnswerLost, job.RequestId, "5xx");
            await Answer.Html((int)behaviours.Number("submit-5xx-after", 502)).WriteAsync(context);
        }
        else if (behaviours.Has("submit-html"))
        {
            job.AnswerLost = true;
            truth.Add(TruthKind.AnswerLost, job.RequestId, "html");
            await Answer.Html(200).WriteAsync(context);
        }
        else
        {
            await answer.WriteAsync(context);
        }
    }

    private void Lose(HttpContext context, Job job, string how)
    {
        job.AnswerLost = true;
        truth.Add(TruthKind.AnswerLost, job.RequestId, how);
        context.Abort();
    }

    private Task ExpireAsync(Job job)
    {
        if (job.Phase == JobPhase.Waiting)
        {
            Outcome expired = ModelWork.Failed(RequestError.Documented["request_timeout"]);
            runner.End(job, expired with { Answer = expired.Answer.With("X-Fal-Request-Timeout-Type", "user") });
        }

        return Task.CompletedTask;
    }
}
