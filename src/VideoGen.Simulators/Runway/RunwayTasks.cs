using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Hosts;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.Runway;

/// <summary><c>GET</c> and <c>DELETE /v1/tasks/{id}</c>.</summary>
internal sealed class RunwayTasks(SimulatedVendor vendor, RunwayOutputs outputs)
{
    public async Task ReadAsync(HttpContext context, string id)
    {
        if (Find(id) is not { } job)
        {
            await NotFound(id).WriteAsync(context);
            return;
        }

        int read = job.NextStatusRead();
        BehaviourSet behaviours = job.Behaviours;
        if (behaviours.Has("status-slow"))
        {
            await Task.Delay(behaviours.Seconds("status-slow", 30), vendor.Options.Time, context.RequestAborted);
        }

        string? output = job.End?.Clip is { } clip && !behaviours.Has("output-empty") ? outputs.AddressOf(job, clip, IsExpired(job)) : null;
        JsonObject body = RunwayBodies.Task(job, vendor.Queue.IsThrottled(job), behaviours.Has("progress-missing") ? null : Progress(job), output);
        if (behaviours.Spoils("status-unknown", read, 1))
        {
            body["status"] = "WARMING_UP";
        }

        Answer answer = behaviours.Has("status-404") ? NotFound(id)
            : behaviours.Spoils("status-5xx", read, 2) ? RunwayBodies.Error(503, "Service unavailable")
            : behaviours.Spoils("status-html", read, 1) ? Answer.Html(200)
            : Answer.Of(200, body);
        vendor.Truth.Add(TruthKind.StatusRead, id, $"{answer.Status}");
        await answer.WriteAsync(context);
    }

    /// <summary>Aborts what goes on and deletes what has ended; neither can be read again, says Runway.</summary>
    public async Task DeleteAsync(HttpContext context, string id)
    {
        if (Find(id) is not { } job)
        {
            await NotFound(id).WriteAsync(context);
            return;
        }

        if (job.Behaviours.Has("delete-5xx"))
        {
            vendor.Truth.Add(TruthKind.CancelAsked, id, "503");
            await RunwayBodies.Error(503, "Service unavailable").WriteAsync(context);
            return;
        }

        bool isIgnored = job.Behaviours.Has("delete-ignored") && !job.HasEnded;
        bool isAborted = !isIgnored && vendor.Queue.Finish(job, new VendorEnd(VendorPhase.Cancelled, 0));
        if (!isIgnored && !(isAborted && job.Behaviours.Has("delete-keeps")))
        {
            job.IsDeleted = true;
            if (job.End?.Clip is { } clip)
            {
                vendor.Media.Remove(clip.Id);
            }
        }

        vendor.Truth.Add(TruthKind.CancelAsked, id, isIgnored ? "204 ignored" : isAborted ? "204 aborted" : "204 deleted");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Answer NotFound(string id) => RunwayBodies.Error(404, $"Task {id} was not found");

    private static bool IsExpired(VendorJob job) => job.Behaviours.Spoils("output-expired", job.NextContentRead(), 1);

    private double Progress(VendorJob job)
    {
        TimeSpan time = job.Behaviours.Has("slow") ? job.Behaviours.Seconds("slow", 600) : vendor.Options.RunTime;
        double part = job.StartedAt is { } started && time > TimeSpan.Zero ? (vendor.Timeline.Now - started) / time : 0;
        return Math.Round(Math.Clamp(part, 0, 0.99), 2);
    }

    private VendorJob? Find(string id) => vendor.Truth.Find(id) is { IsDeleted: false } job ? job : null;
}
