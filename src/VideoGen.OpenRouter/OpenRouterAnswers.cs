using System.Text.Json.Nodes;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.OpenRouter;

/// <summary>What OpenRouter's answers mean. Pure.</summary>
internal static class OpenRouterAnswers
{
    private const int LongestMessage = 500;
    private static readonly string[] OfContent = ["moderation", "content policy", "safety", "flagged", "sensitive", "inappropriate"];

    /// <summary>True for a text that can be the id of a job: part of an address, and nothing else.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 200 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static SubmitResult Submitted(JsonAnswer answer, Submission submission, ProviderChannel channel)
    {
        if (answer.IsSuccess)
        {
            return JsonAnswer.Text(answer.Json, "id") is { } id && IsId(id)
                ? new SubmitResult.Accepted(new ProviderJob(id, submission.Model)
                {
                    StatusUrl = channel.Given(JsonAnswer.Text(answer.Json, "polling_url")) ?? channel.At($"videos/{id}"),
                    CredentialsRef = submission.CredentialsRef,
                })
                { Response = answer.Body }
                : new SubmitResult.Unknown($"OpenRouter answered {answer.Status} without an id.") { Response = answer.Body };
        }

        string message = Message(answer);
        return answer.Status switch
        {
            402 => Refused("The account has no credits left.", "Add credits at openrouter.ai/credits, then send the frames of this segment again."),
            401 => Refused("OpenRouter does not accept the key.", "Set a valid key, then send the frames of this segment again."),
            403 when IsOfContent(message) => new SubmitResult.Refused(new ProviderFailure(FailureError.ContentRejected, message, Billed.No) { ProviderCode = "403", Response = answer.Body }),
            413 => Refused("The pictures are too large for OpenRouter.", "Send smaller pictures, or lower openrouter.frames_max_bytes."),
            429 => Refused("OpenRouter takes no more requests for now (429).", "Send the frames of this segment again in a while.", isRetryable: true),
            408 or >= 500 => new SubmitResult.Unknown($"OpenRouter answered {answer.Status}: {message}") { Response = answer.Body },
            _ => Refused(message, "Change what it names, then send the frames of this segment again."),
        };

        SubmitResult Refused(string why, string next, bool isRetryable = false) => new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderError, why, Billed.No)
        {
            ProviderCode = answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture),
            NextStep = next,
            Retryable = isRetryable,
            Response = answer.Body,
        });
    }

    /// <summary>Where a job stands, from the object of its status or its callback.</summary>
    public static JobStatus Status(JsonObject json, string body, string id, ProviderChannel channel)
    {
        decimal? cost = JsonAnswer.Amount(json["usage"], "cost");
        JobStatus status = JsonAnswer.Text(json, "status") switch
        {
            "pending" => new JobStatus.Queued(null),
            "in_progress" => new JobStatus.Running(null),
            "completed" => new JobStatus.Succeeded(new ProviderClip(channel.At($"videos/{id}/content?index=0"))
            {
                ContentType = "video/mp4",
                BilledUnits = cost,
                Response = body,
                Notes = json["usage"] is JsonObject usage && usage["is_byok"] is JsonValue own && own.TryGetValue(out bool isOwn) && isOwn
                    ? ["OpenRouter used a key of your own at the vendor: what the vendor bills stands on its bill, not here."]
                    : [],
            }),
            "failed" => new JobStatus.Failed(Failure(JsonAnswer.Text(json, "error") is { Length: > 0 } error ? error : "OpenRouter says that the job failed, and not why.", cost, body)),
            "expired" => new JobStatus.Failed(Failure("The job expired at OpenRouter before it was made.", cost, body)),
            "cancelled" => new JobStatus.Cancelled(cost) { Ran = true },
            var other => new JobStatus.Unreachable($"OpenRouter names a state that is not documented: {Cut(other ?? "none")}."),
        };
        return status with { Response = body };
    }

    /// <summary>The sentence of an error answer.</summary>
    public static string Message(JsonAnswer answer) => answer.Json?["error"] switch
    {
        JsonObject error when JsonAnswer.Text(error, "message") is { Length: > 0 } message => Cut(message),
        JsonValue value when value.TryGetValue(out string? text) && text.Length > 0 => Cut(text),
        _ => $"OpenRouter answered {answer.Status}.",
    };

    private static ProviderFailure Failure(string message, decimal? cost, string body) => new(
        IsOfContent(message) ? FailureError.ContentRejected : FailureError.ProviderError, Cut(message), cost switch { null => Billed.Unknown, 0 => Billed.No, _ => Billed.Yes })
    {
        BilledUnits = cost,
        Response = body,
    };

    private static bool IsOfContent(string message) => OfContent.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
}
