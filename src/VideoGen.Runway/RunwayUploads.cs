using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Providers.Http;
using Reply = VideoGen.Providers.Http.ProviderReply<VideoGen.Providers.Http.JsonAnswer>;

namespace VideoGen.Runway;

/// <summary>
/// Uploads a picture for a day: announced with the key, then sent without it to the address that was signed for it. One picture is uploaded once while
/// that lasts. Costs nothing.
/// </summary>
internal sealed class RunwayUploads(ProviderChannel channel, RunwayOptions options, UploadMemory memory)
{
    private const string Scheme = "runway://";

    /// <summary>How long an upload is used: Runway keeps it for 24 hours, and a task may wait for hours before it reads its pictures.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>True for what can be the address of an upload.</summary>
    public static bool IsAddress(string text) => text.StartsWith(Scheme, StringComparison.Ordinal) && text.Length > Scheme.Length && text.All(c => c is > ' ' and <= '~');

    /// <summary>The address of a picture, uploaded now or before with the same key; or why there is none.</summary>
    public Task<(string? Address, ProviderFailure? Failure)> FindOrSendAsync(FrameStill still, ProviderKey key, CancellationToken cancellationToken) => memory.FindOrUploadAsync(
        still.Sha256,
        $"{channel.At("v1/uploads")} {key.Fingerprint()}",
        async () =>
        {
            if (await StillBytes.ReadAsync(still, cancellationToken) is not { } bytes)
            {
                return ((string?)null, StillBytes.Lost(still));
            }

            (string? address, string? problem) = await SendAsync(still, bytes, key, cancellationToken);
            return address is not null ? (address, null) : (null, new ProviderFailure(FailureError.ProviderUnreachable, $"Frame {still.FrameId}: the picture could not be uploaded: {problem}", Billed.No) { Retryable = true });
        },
        cancellationToken);

    /// <summary>Forgets the uploads of an order that Runway does not take as it is.</summary>
    public void Forget(string payload) => memory.Forget(payload);

    /// <summary>Forgets all uploads.</summary>
    public void ForgetAll() => memory.Forget(null);

    /// <summary>Uploads a picture: its address, or why there is none.</summary>
    public async Task<(string? Address, string? Problem)> SendAsync(FrameStill still, byte[] bytes, ProviderKey key, CancellationToken cancellationToken)
    {
        string name = $"{still.Sha256}.{still.MediaType[(still.MediaType.IndexOf('/', StringComparison.Ordinal) + 1)..]}";
        Reply start = await channel.PostAsync(
            channel.At("v1/uploads"), new JsonObject { ["filename"] = name, ["type"] = "ephemeral" }.ToJsonString(), key, TimeSpan.FromSeconds(options.RequestTimeoutSeconds), cancellationToken);
        if (start is not Reply.Answered { Answer: { IsSuccess: true, Json: { } announced } })
        {
            return (null, Why(start));
        }

        if (JsonAnswer.Text(announced, "runwayUri") is not { } address || !IsAddress(address) || Target(announced) is not { } target
            || announced["fields"] is not JsonObject fields || !fields.All(f => IsFieldName(f.Key)))
        {
            return (null, "Runway answered without an address to upload to, or with a form that cannot be sent.");
        }

        using var form = new MultipartFormDataContent();
        foreach ((string field, JsonNode? value) in fields)
        {
            form.Add(new StringContent(value?.ToString() ?? ""), field);
        }

        var file = new ByteArrayContent(bytes); // the storage wants it last
        file.Headers.ContentType = new MediaTypeHeaderValue(still.MediaType);
        form.Add(file, "file", name);
        Reply sent = await channel.UploadAsync(target, form, TimeSpan.FromSeconds(options.UploadTimeoutSeconds), cancellationToken);
        return sent is Reply.Answered { Answer.IsSuccess: true } ? (address, null) : (null, Why(sent));
    }

    private static bool IsFieldName(string name) => name.Length is > 0 and <= 200 && name.All(c => c is > ' ' and <= '~' and not '"');

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
