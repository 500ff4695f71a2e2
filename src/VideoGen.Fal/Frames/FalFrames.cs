using VideoGen.Fal.Credentials;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Providers.Http;

namespace VideoGen.Fal.Frames;

/// <summary>Makes a still reachable for fal in the way the settings say. One picture is uploaded once, known by its bytes. Thread-safe.</summary>
internal sealed class FalFrames(FalUploads uploads, UploadMemory memory, FalOptions options)
{
    /// <param name="still">The still.</param>
    /// <param name="key">The key; only an upload needs one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<FalFrameResult> MakeReachableAsync(FrameStill still, FalKey? key, CancellationToken cancellationToken) => options.FrameTransfer switch
    {
        FalFrameTransfer.Address when !still.IsPrivate => Task.FromResult(Address(still)),
        FalFrameTransfer.DataUri => DataUriAsync(still, cancellationToken),
        _ => UploadAsync(still, key, cancellationToken),
    };

    private static FalFrameResult Address(FrameStill still) =>
        Uri.TryCreate(still.Source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new FalFrameResult.Reachable(address.AbsoluteUri)
            : Refused(still, "has no address of its own", "Set fal.frame_transfer to upload or data_uri.");

    private async Task<FalFrameResult> DataUriAsync(FrameStill still, CancellationToken cancellationToken)
    {
        if (still.FileSize > options.DataUriMaxBytes)
        {
            return Refused(still, $"has {still.FileSize} bytes, more than fal.data_uri_max_bytes", "Set fal.frame_transfer to upload, or send a smaller picture.");
        }

        return await StillBytes.ReadAsync(still, cancellationToken) is { } bytes
            ? new FalFrameResult.Reachable(StillBytes.AsDataUri(still, bytes))
            : Lost(still);
    }

    private async Task<FalFrameResult> UploadAsync(FrameStill still, FalKey? key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (still.FileSize > options.FrameMaxBytes)
        {
            return Refused(still, $"has {still.FileSize} bytes, more than fal.frame_max_bytes", "Send a smaller picture.");
        }

        var (address, refused) = await memory.FindOrUploadAsync(still.Sha256, options.RestUrl.AbsoluteUri, SendAsync, cancellationToken);
        return address is not null ? new FalFrameResult.Reachable(address) : refused!;

        async Task<(string? Address, FalFrameResult? Refused)> SendAsync() => await StillBytes.ReadAsync(still, cancellationToken) is not { } bytes ? (null, Lost(still))
            : await uploads.SendAsync(still, bytes, key, cancellationToken) switch
            {
                FalFrameResult.Reachable reachable => (reachable.Value, null),
                var refused => (null, refused),
            };
    }

    private static FalFrameResult.Refused Lost(FrameStill still)
    {
        ProviderFailure lost = StillBytes.Lost(still);
        return new(lost.Message, lost.NextStep!, Unreachable: false);
    }

    private static FalFrameResult.Refused Refused(FrameStill still, string reason, string nextStep) =>
        new($"Frame {still.FrameId}: the picture {reason}.", nextStep, Unreachable: false);
}
