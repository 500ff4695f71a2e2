using System.Net.Http.Headers;
using System.Text;
using VideoGen.Fal;
using VideoGen.Fal.Errors;
using VideoGen.Fal.Http;
using VideoGen.Fal.Queue;
using VideoGen.Fal.Webhooks;
using VideoGen.Providers;

namespace VideoGen.Fuzz.Targets;

/// <summary>The bodies of fal's answers: status, result, error, delivery and key set. What fal answers cannot stop the agent.</summary>
/// <param name="planted">True takes for granted that a result names its clip.</param>
internal sealed class FalTarget(bool planted) : ITarget
{
    private static readonly int[] Codes = [200, 202, 400, 401, 404, 422, 429, 500];

    private readonly HttpResponseHeaders _headers = new HttpResponseMessage().Headers;
    private readonly FalAddresses _addresses = new(new FalOptions());
    private readonly FalInlineClips _inline = new(Path.Combine(AppContext.BaseDirectory, "fuzz"));
    private readonly Submission _submission = new("job_1", "fal-ai/veo3.1/fast/image-to-video", "{}");

    public IReadOnlyList<string> Words { get; } =
        ["status", "IN_QUEUE", "IN_PROGRESS", "COMPLETED", "OK", "ERROR", "queue_position", "error", "error_type", "detail", "loc", "msg", "type", "ctx", "body", "image_url", "payload", "payload_error", "request_id", "video", "url", "https://x/y.mp4", "data:video/mp4;base64,AAAA", "data:", "720p", "content_type", "file_size", "actual_prompt", "expanded_prompt", "content_policy_violation", "client_cancelled", "Invalid status code: 422", "keys", "kty", "OKP", "crv", "Ed25519", "x", "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg", "still in progress"];

    public InputKind Kind => InputKind.Json;

    public long Allowance(int bytes) => 2_000_000 + 600L * bytes;

    public void Try(byte[] input)
    {
        string body = Encoding.UTF8.GetString(input);
        foreach (int code in Codes)
        {
            FalAnswer answer = FalAnswer.From(code, _headers, body, DateTimeOffset.UnixEpoch);
            _ = (answer.Text("status"), answer.Json?.Whole("queue_position"), FalResults.IsEarly(answer), FalResults.IsModelFailure(answer), answer.IsFromFal);
            Clip(FalClips.Read(answer.Json, answer.Body, answer.BillableUnits));
            Failure(FalFailures.From(FalFault.From(answer)));
        }

        if (planted && FalJson.ReadObject(body)?["video"] is { } video)
        {
            _ = video["url"]!.GetValue<string>();
        }

        if (FalDeliveries.Read(_submission, body, _addresses) is { } reading)
        {
            Rule.Require(reading.Job.RequestId.Length is > 0 and <= 200, "A delivery names its job.");
            Rule.Require(_addresses.Trusted(reading.Job.StatusUrl) is not null, "A key goes to the queue's host only.");
            Clip((reading.Status as JobStatus.Succeeded)?.Clip);
        }

        Rule.Require(FalKeySet.Read(body) is { Length: <= 32 } keys && keys.All(k => k.Length == Ed25519.KeyBytes), "A key set is short and its keys have 32 bytes.");
    }

    private void Clip(ProviderClip? clip)
    {
        ProviderClip? kept = clip is null ? null : (_inline.Kept(new JobStatus.Succeeded(clip), "request") as JobStatus.Succeeded)?.Clip; // null: read again
        Rule.Require(
            kept is null || (kept.Address.IsAbsoluteUri && kept.FileSize is null or >= 0 && (kept.Address.Scheme is "http" or "https" || new FileInfo(kept.Address.LocalPath).Length > 0)),
            "A clip has an address that can be fetched.");
        Rule.Require((clip?.Response?.Length ?? 0) <= 65_536, "What is kept of an answer is short.");
    }

    private static void Failure(ProviderFailure failure)
    {
        Rule.Require(failure.Message.Length is > 0 and <= 1_200, "A failure has a sentence.");
        Rule.Require((failure.Response?.Length ?? 0) <= 65_536, "What is kept of an answer is short.");
    }
}
