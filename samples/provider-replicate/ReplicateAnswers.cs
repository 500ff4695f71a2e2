using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.Replicate;

/// <summary>What Replicate's answers mean. Pure: this is where most of a vendor's quirks go, and most of its tests.</summary>
internal static class ReplicateAnswers
{
    private const int LongestMessage = 500;

    /// <summary>True for a text that can be the id of a prediction: part of an address, and nothing else.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 200 && id.All(char.IsAsciiLetterOrDigit);

    /// <summary>What became of a submit. A 4xx is a refusal; a 5xx says nothing about whether there is a job.</summary>
    public static SubmitResult Submitted(JsonAnswer answer, Submission submission) => answer switch
    {
        { IsSuccess: true } => JsonAnswer.Text(answer.Json, "id") is { } id && IsId(id)
            ? new SubmitResult.Accepted(new ProviderJob(id, submission.Model) { CredentialsRef = submission.CredentialsRef }) { Response = answer.Body }
            : new SubmitResult.Unknown($"Replicate answered {answer.Status} without an id.") { Response = answer.Body },
        { Status: 408 or >= 500 } => new SubmitResult.Unknown($"Replicate answered {answer.Status}: {Message(answer)}") { Response = answer.Body },
        _ => new SubmitResult.Refused(new ProviderFailure(FailureError.ProviderError, Message(answer), Billed.No)
        {
            ProviderCode = answer.Status.ToString(CultureInfo.InvariantCulture),
            Retryable = answer.Status == 429,
            Response = answer.Body,
        }),
    };

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
            "failed" => new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, Cut(JsonAnswer.Text(prediction, "error") ?? "Replicate does not say why."), Billed.Unknown) { Response = body }),
            "canceled" => new JobStatus.Cancelled(),
            "aborted" => new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, "Replicate gave it up before it began.", Billed.No) { Retryable = true, Response = body }),
            var other => new JobStatus.Unreachable($"Replicate names a state that is not documented: {Cut(other ?? "none")}."),
        };
        return status with { Response = body };
    }

    /// <summary>The sentence of an error answer.</summary>
    public static string Message(JsonAnswer answer) =>
        Cut(JsonAnswer.Text(answer.Json, "detail") ?? JsonAnswer.Text(answer.Json, "error") ?? $"Replicate answered {answer.Status}.");

    private static Uri? Clip(JsonNode? output) =>
        (output is JsonArray { Count: > 0 } list ? list[0] : output) is JsonValue value && value.TryGetValue(out string? text)
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "https" ? address : null;

    private static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
}
