using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Errors;
using VideoGen.Fal.Http;
using VideoGen.Frames;
using VideoGen.Providers.Http;

namespace VideoGen.Fal.Frames;

/// <summary>
/// Uploads a picture into fal's storage: initiate with the key, then PUT to the pre-signed address without it; in parts above 90 MB.
/// https://fal.ai/docs/documentation/model-apis/fal-cdn. Costs nothing and may be repeated, so each step has three tries.
/// </summary>
internal sealed class FalUploads(FalHttp http, FalOptions options, TimeProvider time)
{
    /// <summary>Above this a picture goes up in parts.</summary>
    public const int SingleMaxBytes = 90 * 1024 * 1024;

    /// <summary>Size of a part.</summary>
    public const int PartBytes = 10 * 1024 * 1024;

    private const int Tries = 3;

    public async Task<FalFrameResult> SendAsync(FrameStill still, byte[] bytes, FalKey key, CancellationToken cancellationToken)
    {
        var parts = bytes.Length > SingleMaxBytes;
        var start = await InitiateAsync(still, parts ? "initiate-multipart" : "initiate", key, cancellationToken);
        if (start is not FalReply.Answered { Answer: { IsSuccess: true } answer })
        {
            return Failed(still, "could not be announced", start);
        }

        if (Address(answer, "upload_url") is not { } target || Address(answer, "file_url") is not { } file)
        {
            return Failed(still, "was answered without an address", start);
        }

        var last = parts
            ? await SendPartsAsync(target, bytes, cancellationToken)
            : await TryAsync(() => Put(target, bytes, still.MediaType), cancellationToken);
        return last is FalReply.Answered { Answer.IsSuccess: true } ? new FalFrameResult.Reachable(file.AbsoluteUri) : Failed(still, "could not be stored", last);
    }

    private async Task<FalReply> InitiateAsync(FrameStill still, string verb, FalKey key, CancellationToken cancellationToken)
    {
        var address = FalAddresses.At(options.RestUrl, $"storage/upload/{verb}?storage_type=fal-cdn-v3");
        var body = new JsonObject
        {
            ["content_type"] = still.MediaType,
            ["file_name"] = $"{still.Sha256}.{still.MediaType[(still.MediaType.IndexOf('/', StringComparison.Ordinal) + 1)..]}",
        };
        return await RepeatAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, address);
                request.Content = new ProviderContent(Encoding.UTF8.GetBytes(FalJson.Write(body)), "application/json");
                return await http.SendAsync(request, key, TimeSpan.FromSeconds(options.ReadTimeoutSeconds), cancellationToken);
            },
            cancellationToken);
    }

    private async Task<FalReply> SendPartsAsync(Uri target, byte[] bytes, CancellationToken cancellationToken)
    {
        var parts = new JsonArray();
        for (var (number, from) = (1, 0); from < bytes.Length; number++, from += PartBytes)
        {
            var part = bytes.AsMemory(from, Math.Min(PartBytes, bytes.Length - from));
            var address = Below(target, $"/{number}");
            var reply = await TryAsync(() => Put(address, part, "application/octet-stream"), cancellationToken);
            if (reply is not FalReply.Answered { Answer: { IsSuccess: true } answer } || answer.Text("etag") is not { } etag)
            {
                return reply is FalReply.Answered { Answer.IsSuccess: true } ? new FalReply.Lost($"Part {number} was answered without an etag.") : reply;
            }

            parts.Add((JsonNode)new JsonObject { ["partNumber"] = number, ["etag"] = etag });
        }

        var body = FalJson.Write(new JsonObject { ["parts"] = parts });
        var complete = Below(target, "/complete");
        return await TryAsync(
            () => new HttpRequestMessage(HttpMethod.Post, complete) { Content = new ProviderContent(Encoding.UTF8.GetBytes(body), "application/json") },
            cancellationToken);
    }

    private Task<FalReply> TryAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken) => RepeatAsync(
        async () =>
        {
            using var request = make();
            return await http.SendWithoutKeyAsync(request, TimeSpan.FromSeconds(options.UploadTimeoutSeconds), cancellationToken);
        },
        cancellationToken);

    private async Task<FalReply> RepeatAsync(Func<Task<FalReply>> send, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await send();
            var final = reply is FalReply.Answered { Answer.Status: < 500 and not 408 and not 429 };
            if (final || attempt >= Tries)
            {
                return reply;
            }

            await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);
        }
    }

    private static HttpRequestMessage Put(Uri address, ReadOnlyMemory<byte> bytes, string mediaType) =>
        new(HttpMethod.Put, address) { Content = new ProviderContent(bytes, mediaType) };

    /// <summary>The pre-signed address with something appended to its path, its query kept.</summary>
    private static Uri Below(Uri target, string suffix) =>
        new(target.GetLeftPart(UriPartial.Authority) + target.AbsolutePath.TrimEnd('/') + suffix + target.Query);

    private Uri? Address(FalAnswer answer, string member) =>
        Uri.TryCreate(answer.Text(member), UriKind.Absolute, out var address) && address.UserInfo.Length == 0
        && (address.Scheme == "https" || address.Scheme == options.RestUrl.Scheme)
            ? address
            : null;

    private static FalFrameResult.Refused Failed(FrameStill still, string what, FalReply reply)
    {
        var (reason, passing) = reply switch
        {
            FalReply.Answered { Answer: var answer } => (FalFailures.From(FalFault.From(answer)).Message, answer.Status >= 500 || answer.Status == 429),
            FalReply.Lost lost => (lost.Message, true),
            FalReply.NotSent notSent => (notSent.Message, true),
            _ => ("no answer.", true),
        };
        return new($"Frame {still.FrameId}: the upload to fal {what}. {reason}", passing
            ? "Submit the segment again later, or set fal.frame_transfer to data_uri."
            : "Check the key and fal.rest_url, or set fal.frame_transfer to data_uri.", passing);
    }
}
