using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.Hosts;

/// <summary>Answers the submit that made a job, or loses the answer: the behaviours <c>submit-…</c>.</summary>
internal static class SubmitAnswer
{
    public static async Task SendAsync(HttpContext context, SimulatedVendor vendor, VendorJob job, Answer answer)
    {
        if (job.Behaviours.Has("webhook-early") && job.Order.Callback is not null)
        {
            await job.Delivered.Task.WaitAsync(context.RequestAborted);
        }

        if (job.Behaviours.Has("submit-late"))
        {
            await Task.Delay(job.Behaviours.Seconds("submit-late", 30), vendor.Options.Time, context.RequestAborted);
        }

        if (job.Behaviours.Has("submit-lost-after"))
        {
            Lost("cut after");
            context.Abort();
        }
        else if (job.Behaviours.Has("submit-hangs"))
        {
            Lost("hangs");
            await Task.Delay(Timeout.InfiniteTimeSpan, vendor.Options.Time, context.RequestAborted);
        }
        else if (job.Behaviours.Has("submit-5xx-after"))
        {
            Lost("5xx");
            await Answer.Html((int)job.Behaviours.Number("submit-5xx-after", 502)).WriteAsync(context);
        }
        else if (job.Behaviours.Has("submit-html"))
        {
            Lost("html");
            await Answer.Html(200).WriteAsync(context);
        }
        else
        {
            await answer.WriteAsync(context);
        }

        void Lost(string how)
        {
            job.AnswerLost = true;
            vendor.Truth.Add(TruthKind.AnswerLost, job.Id, how);
        }
    }
}
