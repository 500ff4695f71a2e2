using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoGen.Frames;
using VideoGen.Providers.Http;
using Reply = VideoGen.Providers.Http.ProviderReply<VideoGen.Providers.Http.JsonAnswer>;

namespace VideoGen.Runway;

/// <summary>Uploads a picture for a day: announced with the key, then sent without it to the address that was signed for it. Costs nothing.</summary>
internal sealed class RunwayUploads(ProviderChannel channel, RunwayOptions options)
{
    /// <summary>The address of the upload, or why there is none.</summary>
    public async Task<(string? Address, string? Problem)> SendAsync(FrameStill still, byte[] bytes, ProviderKey key, CancellationToken cancellationToken)
    {
        string name = $"{still.Sha256}.{still.MediaType[(still.MediaType.IndexOf('/', StringComparison.Ordinal) + 1)..]}";
        Reply start = await channel.PostAsync(
            channel.At("v1/uploads"), new JsonObject { ["filename"] = name, ["type"] = "ephemeral" }.ToJsonString(), key, TimeSpan.FromSeconds(options.RequestTimeoutSeconds), cancellationToken);
        if (start is not Reply.Answered { Answer: { IsSuccess: true, Json: { } announced } })
        {
            return (null, Why(start));
        }

        if (JsonAnswer.Text(announced, "runwayUri") is not { } address || !address.StartsWith("runway://", StringComparison.Ordinal) || Target(announced) is not { } target)
        {
            return (null, "Runway answered without an address to upload to.");
        }

        using var form = new MultipartFormDataContent();
        foreach ((string field, JsonNode? value) in announced["fields"] as JsonObject ?? [])
        {
            form.Add(new StringContent(value?.ToString() ?? ""), field);
        }

        var file = new ByteArrayContent(bytes); // the storage wants it last
        file.Headers.ContentType = new MediaTypeHeaderValue(still.MediaType);
        form.Add(file, "file", name);
        Reply sent = await channel.UploadAsync(target, form, TimeSpan.FromSeconds(options.UploadTimeoutSeconds), cancellationToken);
        return sent is Reply.Answered { Answer.IsSuccess: true } ? (address, null) : (null, Why(sent));
    }

    // A public address over TLS, or the simulator's own.
    private Uri? Target(JsonObject announced) => Uri.TryCreate(JsonAnswer.Text(announced, "uploadUrl"), UriKind.Absolute, out Uri? target)
        && target.UserInfo.Length == 0 && (channel.IsOwn(target) || (target.Scheme == "https" && target.HostNameType is UriHostNameType.Dns)) ? target : null;

    private static string Why(Reply reply) => reply switch
    {
        Reply.Answered { Answer: var answer } => RunwayAnswers.Message(answer),
        Reply.NotSent lost => lost.Message,
        Reply.Lost lost => lost.Message,
        _ => throw new UnreachableException(),
    };
}
