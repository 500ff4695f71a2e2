using VideoGen.Fal.Credentials;
using VideoGen.Frames;
using VideoGen.Providers;

namespace VideoGen.Fal.Frames;

/// <summary>Makes a still reachable for fal in the way the settings say. One picture is uploaded once, known by its bytes. Thread-safe.</summary>
internal sealed class FalFrames(FalUploads uploads, FalUploadMemory memory, FalOptions options)
{
    /// <summary>Uploads of one picture take turns; pictures share turns by their hash, so that the set never grows.</summary>
    private readonly SemaphoreSlim[] _entries = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1, 1))];

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

        var turn = _entries[Convert.ToInt32(still.Sha256[..1], 16)];
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (await memory.FindAsync(still.Sha256, cancellationToken) is { } known)
            {
                return new FalFrameResult.Reachable(known.AbsoluteUri);
            }

            if (await StillBytes.ReadAsync(still, cancellationToken) is not { } bytes)
            {
                return Lost(still);
            }

            var uploaded = await uploads.SendAsync(still, bytes, key, cancellationToken);
            if (uploaded is FalFrameResult.Reachable reachable)
            {
                memory.Keep(still.Sha256, new Uri(reachable.Value));
            }

            return uploaded;
        }
        finally
        {
            turn.Release();
        }
    }

    private static FalFrameResult.Refused Lost(FrameStill still) => Refused(still, "is no longer in the frame store as it was checked", "Send the request again.");

    private static FalFrameResult.Refused Refused(FrameStill still, string reason, string nextStep) =>
        new($"Frame {still.FrameId}: the picture {reason}.", nextStep, Unreachable: false);
}
