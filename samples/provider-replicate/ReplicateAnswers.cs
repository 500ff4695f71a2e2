using System.Text.Json.Nodes;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.Replicate;

/// <summary>What Replicate's answers mean. Pure: this is where most of a vendor's quirks go, and most of its tests.</summary>
internal static class ReplicateAnswers
{
    /// <summary>A submit that was taken.</summary>
    public static SubmitResult.Accepted Accepted(string id, Submission submission) => new(new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef });

    /// <summary>A submit that was refused, which is what a 4xx says. What a 5xx says is decided before: nothing about whether there is a job.</summary>
    public static SubmitResult Refused(JsonAnswer answer) => answer.Status == 429
        ? KeyedChannel.Refused(answer, Message(answer), "Send the frames of this segment again in a while.", isRetryable: true)
        : KeyedChannel.Refused(answer, Message(answer), "Change what it names, then send the frames of this segment again.");

    /// <summary>Where a prediction stands. A word that nobody knows is no end: it is read again.</summary>
    public static JobStatus Status(JsonObject prediction, string body)
    {
        JobStatus status = JsonAnswer.Text(prediction, "status") switch
        {
            "starting" => new JobStatus.Queued(null),
            "processing" => new JobStatus.Running(null),
            "succeeded" => Clip(prediction["output"]) is { } address
                ? new JobStatus.Succeeded(new ProviderClip(address) { Response = body })
                : new JobStatus.Unread("Replicate says that it succeeded, and names no clip.") { Result = body },
            "failed" => new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, KeyedChannel.Cut(JsonAnswer.Text(prediction, "error") ?? "Replicate does not say why."), Billed.Unknown) { Response = body }),
            "canceled" => new JobStatus.Cancelled(),
            "aborted" => new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, "Replicate gave it up before it began.", Billed.No) { Retryable = true, Response = body }),
            var other => new JobStatus.Unreachable($"Replicate names a state that is not documented: {KeyedChannel.Cut(other ?? "none")}."),
        };
        return status with { Response = body };
    }

    /// <summary>The sentence of an error answer.</summary>
    public static string Message(JsonAnswer answer) =>
        KeyedChannel.Cut(JsonAnswer.Text(answer.Json, "detail") ?? JsonAnswer.Text(answer.Json, "error") ?? $"Replicate answered {answer.Status}.");

    private static Uri? Clip(JsonNode? output) =>
        (output is JsonArray { Count: > 0 } list ? list[0] : output) is JsonValue value && value.TryGetValue(out string? text)
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "https" ? address : null;
}
