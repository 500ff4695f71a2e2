using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Behaviours;

namespace VideoGen.FalSimulation.Queue;

/// <summary>Words the status object of a job, and the addresses it carries.</summary>
internal static class StatusBody
{
    public static JsonObject Of(Job job, JobPhase phase, int position, bool logs, BehaviourSet behaviours)
    {
        var body = new JsonObject
        {
            ["status"] = phase switch { JobPhase.Waiting => "IN_QUEUE", JobPhase.Running => "IN_PROGRESS", _ => "COMPLETED" },
            ["request_id"] = job.RequestId,
        };
        AddAddresses(body, job, behaviours);
        switch (phase)
        {
            case JobPhase.Waiting:
                body["queue_position"] = position;
                break;
            case JobPhase.Running:
                body["logs"] = Logs(job, logs && !behaviours.Has("null-fields"));
                break;
            default:
                AddEnd(body, job, logs, behaviours);
                break;
        }

        if (behaviours.Has("unknown-fields"))
        {
            body["runner_zone"] = "sim-1";
            body["x_extra"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) };
        }

        return body;
    }

    public static JsonObject Submitted(Job job, int position)
    {
        JsonObject body = Of(job, JobPhase.Waiting, position, logs: false, job.Behaviours);
        body["logs"] = null;
        body["metrics"] = new JsonObject();
        return body;
    }

    private static void AddAddresses(JsonObject body, Job job, BehaviourSet behaviours)
    {
        string origin = behaviours.Has("foreign-urls") ? "https://queue.fal.run.example.com" : job.Origin + "/queue";
        string app = behaviours.Has("long-urls") ? job.Model.Id : job.App;
        string address = $"{origin}/{app}/requests/{job.RequestId}";
        body["response_url"] = behaviours.Has("long-urls") ? address + "/response" : address;
        body["status_url"] = address + "/status";
        body["cancel_url"] = address + "/cancel";
    }

    private static void AddEnd(JsonObject body, Job job, bool logs, BehaviourSet behaviours)
    {
        body["logs"] = Logs(job, logs && !behaviours.Has("null-fields"));
        if (!behaviours.Has("null-fields"))
        {
            bool ran = job.StartedAt is not null && job.Outcome is { Cancelled: false, ErrorType: null };
            body["metrics"] = ran
                ? new JsonObject { ["inference_time"] = Math.Round((job.EndedAt!.Value - job.StartedAt!.Value).TotalSeconds, 3) }
                : [];
        }

        if (job.Outcome is { Error: { } error } outcome)
        {
            body["error"] = error;
            body["error_type"] = outcome.ErrorType;
        }
    }

    private static JsonArray? Logs(Job job, bool wanted)
    {
        if (!wanted)
        {
            return null;
        }

        var logs = new JsonArray(Entry("Loading the model", job.StartedAt));
        if (job.EndedAt is { } end)
        {
            logs.Add(Entry("Done", end));
        }

        return logs;
    }

    private static JsonObject Entry(string message, DateTimeOffset? at) => new JsonObject
    {
        ["message"] = message,
        ["level"] = "INFO",
        ["source"] = "USER",
        ["timestamp"] = at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff"),
    };
}
