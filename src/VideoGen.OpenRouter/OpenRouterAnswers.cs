using System.Text.Json.Nodes;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.OpenRouter;

/// <summary>What OpenRouter's answers mean. Pure.</summary>
internal static class OpenRouterAnswers
{
    private static readonly string[] OfContent =
    [
        "moderat", "content polic", "content filter", "usage polic", "usage guideline", "guidelines", "terms of service", "safety", "flagged", "sensitive", "inappropriate",
        "violat", "prohibited", "blocked", "not allowed", "disallowed", "nsfw", "copyright", "likeness", "responsible ai",
    ];

    // Sentences of vendors that speak of their machines, and of nothing that was sent.
    private static readonly string[] OfMachines = ["timed out", "timeout", "internal error", "internal server error", "overloaded", "unavailable", "capacity", "try again", "upstream"];

    /// <summary>A submit that was taken.</summary>
    public static SubmitResult.Accepted Accepted(string id, JsonAnswer answer, Submission submission, ProviderChannel channel) => new(new ProviderJob(id, submission.Model)
    {
        StatusUrl = channel.Given(JsonAnswer.Text(answer.Json, "polling_url")) ?? channel.At($"videos/{id}"),
        CredentialsRef = submission.CredentialsRef,
    });

    /// <summary>A submit that was refused, and what to do about it.</summary>
    public static SubmitResult Refused(JsonAnswer answer, string model) => (answer.Status, Message(answer)) switch
    {
        (401, _) => KeyedChannel.Refused(answer, "OpenRouter does not accept the key.", "Set a valid key, then send the frames of this segment again."),
        (402, _) => KeyedChannel.Refused(answer, "The account has no credits left.", "Add credits at openrouter.ai/credits, then send the frames of this segment again."),
        (403, var message) when IsOfContent(message) => KeyedChannel.Refused(answer, message, error: FailureError.ContentRejected),
        (404, var message) => KeyedChannel.Refused(
            answer, $"OpenRouter does not serve {model}: {message}", "Choose another model (video_settings.model); 'videogen presets refresh' tells which ones OpenRouter's catalogue has, and which are gone."),
        (413, _) => KeyedChannel.Refused(answer, "The pictures are too large for OpenRouter.", "Send smaller pictures, or lower openrouter.frames_max_bytes."),
        (429, _) => KeyedChannel.Refused(answer, "OpenRouter takes no more requests for now (429).", "Send the frames of this segment again in a while.", isRetryable: true),
        (_, var message) => KeyedChannel.Refused(answer, message, "Change what it names, then send the frames of this segment again."),
    };

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
            var other => new JobStatus.Unreachable($"OpenRouter names a state that is not documented: {KeyedChannel.Cut(other ?? "none")}."),
        };
        return status with { Response = body };
    }

    /// <summary>The sentence of an error answer.</summary>
    public static string Message(JsonAnswer answer) => answer.Json?["error"] switch
    {
        JsonObject error when JsonAnswer.Text(error, "message") is { Length: > 0 } message => KeyedChannel.Cut(message),
        JsonValue value when value.TryGetValue(out string? text) && text.Length > 0 => KeyedChannel.Cut(text),
        _ => $"OpenRouter answered {answer.Status}.",
    };

    private static ProviderFailure Failure(string message, decimal? cost, string body) => new(
        IsOfContent(message) ? FailureError.ContentRejected : FailureError.ProviderError, KeyedChannel.Cut(message), cost switch { null => Billed.Unknown, 0 => Billed.No, _ => Billed.Yes })
    {
        BilledUnits = cost,
        Retryable = IsOfContent(message) ? false : OfMachines.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)) ? true : null,
        Response = body,
    };

    private static bool IsOfContent(string message) => OfContent.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
