using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Answers;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.Runway;

/// <summary>Words Runway's answers. Pure.</summary>
internal static class RunwayBodies
{
    public static Answer Error(int status, string message) => Answer.Of(status, new JsonObject { ["error"] = message });

    public static Answer Invalid(IReadOnlyList<RunwayIssue> issues) => Answer.Of(400, new JsonObject
    {
        ["error"] = "Validation of body failed",
        ["issues"] = new JsonArray([.. issues.Select(static issue => (JsonNode)new JsonObject
        {
            ["code"] = "custom",
            ["path"] = issue.Field.Length == 0 ? [] : new JsonArray(issue.Field),
            ["message"] = issue.Message,
        })]),
        ["docUrl"] = "https://docs.dev.runwayml.com/api",
    });

    public static JsonObject Submitted(VendorJob job) => new() { ["id"] = job.Id, ["estimatedCost"] = Cost(job.Order.Usd) };

    /// <param name="job">The task.</param>
    /// <param name="isThrottled">Whether it waits only because the account is full.</param>
    /// <param name="progress">How far a running one is, 0 to 1; <see langword="null"/> is not told.</param>
    /// <param name="output">Address of the clip of a finished one.</param>
    public static JsonObject Task(VendorJob job, bool isThrottled, double? progress, string? output)
    {
        var body = new JsonObject
        {
            ["id"] = job.Id,
            ["createdAt"] = job.SentAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
            ["status"] = job.Phase switch
            {
                VendorPhase.Waiting => isThrottled ? "THROTTLED" : "PENDING",
                VendorPhase.Running => "RUNNING",
                VendorPhase.Succeeded => "SUCCEEDED",
                VendorPhase.Cancelled => "CANCELLED",
                _ => "FAILED",
            },
        };
        if (job.End is not { } end)
        {
            body["estimatedCost"] = Cost(job.Order.Usd);
            if (job.Phase is VendorPhase.Running && progress is not null)
            {
                body["progress"] = progress;
            }

            return body;
        }

        if (!job.Behaviours.Has("cost-missing") && !job.Behaviours.Has("fail-silent"))
        {
            body["cost"] = Cost(end.Usd);
        }

        if (end.Phase is VendorPhase.Succeeded && !job.Behaviours.Has("output-missing"))
        {
            body["output"] = output is null ? [] : new JsonArray(output);
        }
        else if (end.Phase is VendorPhase.Failed)
        {
            body["failure"] = end.Error;
            if (end.Code is not null)
            {
                body["failureCode"] = end.Code;
            }
        }

        if (job.Behaviours.Has("unknown-fields"))
        {
            body["xExtra"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) };
        }

        return body;
    }

    private static JsonObject Cost(decimal usd) => new() { ["credits"] = RunwayOrders.Credits(usd) };
}
