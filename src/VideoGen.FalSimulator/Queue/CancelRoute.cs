using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Errors;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Runs;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Queue;

/// <summary><c>PUT …/cancel</c>.</summary>
internal sealed class CancelRoute(FalSimulatorOptions options, JobRunner runner, TruthLog truth)
{
    public async Task AnswerAsync(HttpContext context, Job job, BehaviourSet behaviours)
    {
        (Answer answer, bool carriedOut) = Decide(job, behaviours);
        if (carriedOut && !behaviours.Has("cancel-ignored"))
        {
            // The answer of a race with the end of the job is the truth of that moment: too late is too late.
            answer = runner.End(job, Cancelled(job)) ? answer : Word(400, "ALREADY_COMPLETED");
        }

        truth.Add(TruthKind.CancelAsked, job.RequestId, $"{answer.Status}");
        await answer.With("x-fal-request-id", job.RequestId).WriteAsync(context);
    }

    private static (Answer Answer, bool CarriedOut) Decide(Job job, BehaviourSet behaviours)
    {
        string played = behaviours.Text("cancel", "");
        return (played, job.Phase) switch
        {
            ("not-found", _) => (QueueRoutes.NotFound, false),
            ("5xx", _) => (Answer.Html(503), false),
            ("success-false", _) => (Answer.Of(200, new JsonObject { ["success"] = false }), false),
            ("completed", _) or (_, JobPhase.Done) => (Word(400, "ALREADY_COMPLETED"), false),
            ("success-true", _) => (Answer.Of(200, new JsonObject { ["success"] = true }), true),
            ("ok", _) => (Word(200, "OK"), true),
            _ => (Word(202, "CANCELLATION_REQUESTED"), true),
        };
    }

    private static Answer Word(int status, string word) => Answer.Of(status, new JsonObject { ["status"] = word });

    private Outcome Cancelled(Job job)
    {
        Outcome outcome = ModelWork.Failed(RequestError.Documented["client_cancelled"]) with { Cancelled = true };
        return options.BillCancelled && job.Phase == JobPhase.Running && job.ReadInput() is JsonObject input
            ? outcome with { Bill = Bill.For(job.Model, ClipShape.Of(job.Model, input, pictureRatio: null)) }
            : outcome;
    }
}
