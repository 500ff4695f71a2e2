using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Access;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Queue;

/// <summary>The queue host: finds out what a path means and who answers it.</summary>
internal sealed class QueueRoutes(
    FalSimulatorOptions options, AccessCheck access, JobStore jobs, SubmitRoute submit, StatusRoute status, CancelRoute cancel, TruthLog truth)
{
    public static Answer NotFound { get; } = Answer.Of(404, new JsonObject { ["status"] = "NOT_FOUND" });

    public async Task AnswerAsync(HttpContext context, string path)
    {
        var asked = RequestPath.Parse(path);
        string method = context.Request.Method;
        if (asked.RequestId is null)
        {
            await (method == HttpMethods.Post ? submit.AnswerAsync(context, asked.App) : NotAllowed("POST").WriteAsync(context));
            return;
        }

        string legal = asked.Rest == "cancel" ? HttpMethods.Put : HttpMethods.Get;
        if (method != legal || !(asked.IsShort || options.AcceptLongForm || MayBeLong(asked.RequestId)))
        {
            await NotAllowed(legal).WriteAsync(context);
            return;
        }

        if (access.Refusal(context, RequestPath.AppOf(asked.App)) is { } refusal)
        {
            await refusal.WriteAsync(context);
            return;
        }

        if (jobs.Find(asked.RequestId) is not { } job)
        {
            await NotFound.WriteAsync(context);
            return;
        }

        BehaviourSet behaviours = BehavioursOf(context, job);
        await (asked.Rest switch
        {
            "status" => status.AnswerAsync(context, job, behaviours),
            "status/stream" => status.StreamAsync(context, job, behaviours),
            "cancel" => cancel.AnswerAsync(context, job, behaviours),
            "" or "response" => ResultAsync(context, job, behaviours),
            _ => Answer.Detail(404, "Not Found").WriteAsync(context),
        });
    }

    private static Answer NotAllowed(string allowed) => Answer.Detail(405, "Method Not Allowed").With("Allow", allowed);

    private static BehaviourSet BehavioursOf(HttpContext context, Job job) =>
        context.Request.Headers[BehaviourChoice.Header].FirstOrDefault() is { } header ? job.Behaviours.And(BehaviourSet.Parse(header)) : job.Behaviours;

    /// <summary>A job whose addresses were given in the long form must answer under it.</summary>
    private bool MayBeLong(string requestId) => jobs.Find(requestId)?.Behaviours.Has("long-urls") == true;

    private async Task ResultAsync(HttpContext context, Job job, BehaviourSet behaviours)
    {
        Answer answer = ResultOf(job, behaviours).With("x-fal-request-id", job.RequestId);
        truth.Add(TruthKind.ResultRead, job.RequestId, $"{answer.Status}");
        await answer.WriteAsync(context);
    }

    private Answer ResultOf(Job job, BehaviourSet behaviours)
    {
        if (job.Outcome is not { } outcome)
        {
            return Answer.Detail(options.EarlyResultStatus, "Request is still in progress");
        }

        int read = job.NextResultRead();
        return behaviours.Spoils("result-5xx", read, 2) ? Answer.Html(502)
            : behaviours.Spoils("result-early", read, 2) ? Answer.Detail(options.EarlyResultStatus, "Request is still in progress")
            : behaviours.Has("result-gone") ? NotFound
            : outcome.Answer;
    }
}
