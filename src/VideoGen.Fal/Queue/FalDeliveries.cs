using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.Fal.Errors;
using VideoGen.Providers;

namespace VideoGen.Fal.Queue;

/// <summary>Reads the body of a verified webhook: https://fal.ai/docs/documentation/model-apis/inference/webhooks. Pure.</summary>
internal static class FalDeliveries
{
    private const string CodePrefix = "Invalid status code:";

    /// <summary>
    /// What it says; null when it names no job. A delivery without a usable payload only says that the job is done: the result is then
    /// read from the queue.
    /// </summary>
    public static DeliveryReading? Read(Submission submission, string body, FalAddresses addresses)
    {
        if (FalJson.ReadObject(body) is not { } json || json.Text("request_id") is not { Length: > 0 and <= 200 } requestId
            || !FalModelId.TryParse(submission.Model, out _))
        {
            return null;
        }

        var job = addresses.WithShortForm(new ProviderJob(requestId, submission.Model) { CredentialsRef = submission.CredentialsRef });
        return new DeliveryReading(job, Status(json, body));
    }

    private static JobStatus Status(JsonObject json, string body)
    {
        var payload = json["payload"] as JsonObject;
        return json.Text("status") switch
        {
            "OK" when FalClips.Read(json["payload"], body, null) is { } clip => new JobStatus.Succeeded(clip),
            "ERROR" when payload is not null => Failed(json, payload, body),
            _ => new JobStatus.Unreachable(json.Text("payload_error") ?? json.Text("error") ?? "The delivery holds no result; it is read from the queue."),
        };
    }

    private static JobStatus Failed(JsonObject json, JsonObject payload, string body)
    {
        var fault = new FalFault
        {
            Status = Code(json.Text("error")),
            Body = payload,
            ErrorType = payload.Text("error_type") ?? json.Text("error_type"),
            ErrorText = json.Text("error"),
            Raw = body,
        };
        return FalFailures.IsCancelled(fault) ? new JobStatus.Cancelled() : new JobStatus.Failed(FalFailures.From(fault));
    }

    private static int? Code(string? error) =>
        error is not null && error.StartsWith(CodePrefix, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(error.AsSpan(CodePrefix.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
        && code is >= 100 and <= 599
            ? code
            : null;
}
