using System.Text.Json.Nodes;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.Runway;

/// <summary>What Runway's answers mean. Pure.</summary>
internal static class RunwayAnswers
{
    /// <summary>The code of a task that could not use a picture.</summary>
    public const string InvalidAsset = "ASSET.INVALID";

    private const int MostIssues = 5;

    /// <summary>A submit that was taken.</summary>
    public static SubmitResult.Accepted Accepted(string id, JsonAnswer answer, Submission submission) =>
        new(new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef }) { EstimatedUnits = JsonAnswer.Amount(answer.Json!["estimatedCost"], "credits") };

    /// <summary>A submit that was refused, and what to do about it.</summary>
    public static SubmitResult Refused(JsonAnswer answer, string model) => answer.Status switch
    {
        401 => KeyedChannel.Refused(answer, "Runway does not accept the key.", "Set a valid key, then send the frames of this segment again."),
        400 when Message(answer).Contains("credit", StringComparison.OrdinalIgnoreCase) =>
            KeyedChannel.Refused(answer, Message(answer), "Buy credits in Runway's developer portal (dev.runwayml.com), then send the frames of this segment again."),
        403 => KeyedChannel.Refused(answer, Message(answer), "Choose another model (video_settings.model), or have this one allowed for the organization of the key."),
        404 => KeyedChannel.Refused(answer, $"Runway does not serve {model} any more: {Message(answer)}", "Choose another model (video_settings.model), and take its preset out of the provider config."),
        429 => KeyedChannel.Refused(
            answer, $"Runway takes no more generations today (429): {Message(answer)}", "The limit is of the last 24 hours: send the frames of this segment again later, or raise the tier.", isRetryable: true),
        _ => KeyedChannel.Refused(answer, Message(answer), "Change what it names, then send the frames of this segment again."),
    };

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
            var other => new JobStatus.Unreachable($"Runway names a state that is not documented: {KeyedChannel.Cut(other ?? "none")}."),
        };
        return status with { Response = body };
    }

    /// <summary>The sentence of an error answer, with what is wrong with which field where it says so.</summary>
    public static string Message(JsonAnswer answer)
    {
        string[] issues = answer.Json?["issues"] is JsonArray list ? [.. list.Select(Issue).OfType<string>().Take(MostIssues)] : [];
        return JsonAnswer.Text(answer.Json, "error") is not { Length: > 0 } error ? $"Runway answered {answer.Status}."
            : KeyedChannel.Cut(issues.Length == 0 ? error : $"{error}: {string.Join("; ", issues)}");
    }

    private static string? Issue(JsonNode? issue) => JsonAnswer.Text(issue, "message") is not { Length: > 0 } message ? null
        : (issue!["path"] as JsonArray)?.FirstOrDefault() is JsonValue field && field.TryGetValue(out string? name) && name.Length > 0 ? $"{name}: {message}"
        : message;

    private static Uri? Clip(JsonObject task) =>
        task["output"] is JsonArray { Count: > 0 } output && output[0] is JsonValue value && value.TryGetValue(out string? text)
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http" ? address : null;

    // Refused content costs as much as a clip, and too much of it the account: not to be sent again as it is. What is Runway's own fault may be.
    private static ProviderFailure Failure(JsonObject task, decimal? credits, string body)
    {
        string? code = JsonAnswer.Text(task, "failureCode");
        string[] parts = code?.Split('.') ?? []; // the word stands first, or behind the step that found it: INPUT_PREPROCESSING.SAFETY.TEXT
        bool isContent = parts.Contains("SAFETY", StringComparer.Ordinal);
        Billed billed = credits switch { 0 => Billed.No, > 0 => Billed.Yes, _ => isContent ? Billed.Yes : Billed.Unknown };
        string said = KeyedChannel.Cut(JsonAnswer.Text(task, "failure") is { Length: > 0 } failure ? failure : "Runway says that the task failed, and not why.");
        return new ProviderFailure(isContent ? FailureError.ContentRejected : FailureError.ProviderError, code is null ? said : $"{said} ({KeyedChannel.Cut(code)})", billed)
        {
            BilledUnits = credits,
            ProviderCode = code is null ? null : KeyedChannel.Cut(code),
            Retryable = isContent || code is InvalidAsset ? false : parts is ["INTERNAL", ..] ? true : null,
            NextStep = code is InvalidAsset ? "Give the frame another picture, then send the frames of this segment again." : null,
            Response = body,
        };
    }
}
