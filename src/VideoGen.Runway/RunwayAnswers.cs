using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.Runway;

/// <summary>What Runway's answers mean. Pure.</summary>
internal static class RunwayAnswers
{
    private const int LongestMessage = 500;

    /// <summary>True for a text that can be the id of a task: part of an address, and nothing else.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 200 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static SubmitResult Submitted(JsonAnswer answer, Submission submission)
    {
        if (answer.IsSuccess)
        {
            return JsonAnswer.Text(answer.Json, "id") is { } id && IsId(id)
                ? new SubmitResult.Accepted(new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef })
                {
                    EstimatedUnits = JsonAnswer.Amount(answer.Json!["estimatedCost"], "credits"),
                    Response = answer.Body,
                }
                : new SubmitResult.Unknown($"Runway answered {answer.Status} without an id.") { Response = answer.Body };
        }

        return answer.Status switch
        {
            401 => Refused("Runway does not accept the key.", "Set a valid key, then send the frames of this segment again."),
            429 => Refused($"Runway takes no more generations today (429): {Message(answer)}", "The limit is of the last 24 hours: send the frames of this segment again later, or raise the tier.", isRetryable: true),
            408 or >= 500 => new SubmitResult.Unknown($"Runway answered {answer.Status}: {Message(answer)}") { Response = answer.Body },
            _ => Refused(Message(answer), "Change what it names, then send the frames of this segment again."),
        };

        SubmitResult Refused(string why, string next, bool isRetryable = false) => new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderError, why, Billed.No)
        {
            ProviderCode = answer.Status.ToString(CultureInfo.InvariantCulture),
            NextStep = next,
            Retryable = isRetryable,
            Response = answer.Body,
        });
    }

    /// <summary>Where a task stands.</summary>
    public static JobStatus Status(JsonObject task, string body)
    {
        decimal? credits = JsonAnswer.Amount(task["cost"], "credits");
        JobStatus status = JsonAnswer.Text(task, "status") switch
        {
            "PENDING" => new JobStatus.Queued(null),
            "THROTTLED" => new JobStatus.Throttled(),
            "RUNNING" => new JobStatus.Running((double?)JsonAnswer.Amount(task, "progress") is { } progress and <= 1 ? progress : null),
            "SUCCEEDED" => Clip(task) is { } address
                ? new JobStatus.Succeeded(new ProviderClip(address) { BilledUnits = credits, Response = body })
                : new JobStatus.Unread("Runway says that the task succeeded, and names no clip.") { Result = body, BilledUnits = credits },
            "FAILED" => new JobStatus.Failed(Failure(task, credits, body)),
            "CANCELLED" => new JobStatus.Cancelled(credits) { Ran = true },
            var other => new JobStatus.Unreachable($"Runway names a state that is not documented: {Cut(other ?? "none")}."),
        };
        return status with { Response = body };
    }

    /// <summary>The sentence of an error answer.</summary>
    public static string Message(JsonAnswer answer) =>
        JsonAnswer.Text(answer.Json, "error") is { Length: > 0 } error ? Cut(error) : $"Runway answered {answer.Status}.";

    private static Uri? Clip(JsonObject task) =>
        task["output"] is JsonArray { Count: > 0 } output && output[0] is JsonValue value && value.TryGetValue(out string? text)
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http" ? address : null;

    // Refused content costs as much as a clip, and too much of it the account: not to be sent again as it is.
    private static ProviderFailure Failure(JsonObject task, decimal? credits, string body)
    {
        string? code = JsonAnswer.Text(task, "failureCode");
        bool isContent = code?.StartsWith("SAFETY.", StringComparison.Ordinal) == true;
        Billed billed = credits switch { 0 => Billed.No, > 0 => Billed.Yes, _ => isContent ? Billed.Yes : Billed.Unknown };
        string said = Cut(JsonAnswer.Text(task, "failure") is { Length: > 0 } failure ? failure : "Runway says that the task failed, and not why.");
        return new ProviderFailure(isContent ? FailureError.ContentRejected : FailureError.ProviderError, code is null ? said : $"{said} ({Cut(code)})", billed)
        {
            BilledUnits = credits,
            ProviderCode = code is null ? null : Cut(code),
            Retryable = isContent ? false : null,
            NextStep = code is "ASSET.INVALID" ? "Give the frame another picture, then send the frames of this segment again." : null,
            Response = body,
        };
    }

    private static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
}
