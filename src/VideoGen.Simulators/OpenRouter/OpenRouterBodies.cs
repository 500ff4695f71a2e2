using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.OpenRouter;

/// <summary>Words OpenRouter's answers. Pure.</summary>
internal static class OpenRouterBodies
{
    public static Answer Error(int status, string message) => Answer.Of(status, new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = status, ["message"] = message, ["metadata"] = null },
        ["user_id"] = "user_2simulator",
    });

    public static JsonObject Submitted(VendorJob job)
    {
        var body = new JsonObject { ["id"] = job.Id, ["polling_url"] = PollingUrl(job), ["status"] = "pending" };
        if (job.Behaviours.Has("polling-missing"))
        {
            body.Remove("polling_url");
        }

        return body;
    }

    /// <param name="job">The job.</param>
    /// <param name="kept">How long OpenRouter keeps its copy of a clip.</param>
    public static JsonObject Status(VendorJob job, TimeSpan kept)
    {
        BehaviourSet behaviours = job.Behaviours;
        var body = new JsonObject { ["id"] = job.Id, ["polling_url"] = PollingUrl(job), ["status"] = Word(job.Phase) };
        bool nulls = behaviours.Has("null-fields");
        Set("generation_id", job.StartedAt is null ? null : "gen-" + job.Id[^20..]);
        Set("unsigned_urls", job.Phase is VendorPhase.Succeeded ? new JsonArray($"{job.Origin}/api/v1/videos/{job.Id}/content?index=0") : null);
        Set("expires_at", job.Phase is VendorPhase.Succeeded ? (job.EndedAt!.Value + kept).ToUnixTimeSeconds() : null);
        Set("error", job.End is { Phase: VendorPhase.Failed, Error: { } error } ? error : null);
        Set("usage", Usage(job));
        if (behaviours.Has("unknown-fields"))
        {
            body["x_extra"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) };
        }

        return body;

        void Set(string name, JsonNode? value)
        {
            if (value is not null || nulls)
            {
                body[name] = value;
            }
        }
    }

    public static string Word(VendorPhase phase) => phase switch
    {
        VendorPhase.Waiting => "pending",
        VendorPhase.Running => "in_progress",
        VendorPhase.Succeeded => "completed",
        VendorPhase.Failed => "failed",
        VendorPhase.Cancelled => "cancelled",
        _ => "expired",
    };

    private static string PollingUrl(VendorJob job)
    {
        string path = $"/api/v1/videos/{job.Id}";
        return job.Behaviours.Has("polling-foreign") ? new UriBuilder(job.Origin + "/elsewhere" + path) { Host = "localhost" }.Uri.AbsoluteUri
            : job.Behaviours.Has("polling-absolute") ? job.Origin + path
            : path;
    }

    private static JsonObject? Usage(VendorJob job) =>
        job.End is not { } end || job.Behaviours.Has("cost-missing") || job.Behaviours.Has("fail-silent") ? null
        : new JsonObject { ["cost"] = job.Behaviours.Has("cost-null") ? null : end.Usd, ["is_byok"] = job.Behaviours.Has("byok") };
}
