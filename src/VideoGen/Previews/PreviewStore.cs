using VideoGen.Files;
using VideoGen.Jobs;

namespace VideoGen.Previews;

/// <summary>
/// Posters, proxies and small stills in a folder of this machine. They are made when a clip is delivered, and again when one is asked for that is
/// missing; what cannot be made is not there, and nothing else fails for it. Thread-safe, and safe for several processes.
/// </summary>
/// <param name="folder">Absolute path of the folder; made on first use.</param>
/// <param name="maker">Makes them; null, where nothing can, has none.</param>
/// <param name="time">Clock for the longest making.</param>
public sealed class PreviewStore(string folder, IPreviewMaker? maker, TimeProvider time)
{
    private const int PosterWidth = 640;
    private const int PosterHeight = 360;
    private const int StillWidth = 320;
    private const int StillHeight = 320;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Makes poster and proxy of a job's clip.</summary>
    /// <param name="job">A job with a clip.</param>
    /// <param name="clip">File of the clip.</param>
    public async Task MakeAsync(Job job, string clip)
    {
        await ReadAsync(job, PreviewKind.Poster, clip, CancellationToken.None);
        await ReadAsync(job, PreviewKind.Proxy, clip, CancellationToken.None);
    }

    /// <summary>A preview of a delivered job; null where there is none and none can be made.</summary>
    /// <param name="job">The job.</param>
    /// <param name="kind">Which.</param>
    /// <param name="clip">File of the clip, to make it from; null where that is not on this machine.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    public async ValueTask<Preview?> ReadAsync(Job job, PreviewKind kind, string? clip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.Clip is not { } delivered)
        {
            return null;
        }

        // Named by the clip's own bytes: one that is delivered anew has a preview of its own.
        string name = $"{job.Id}-{delivered.Sha256[..16]}";
        return kind is PreviewKind.Proxy
            ? await ReadAsync($"{name}.mp4", "video/mp4", clip, target => maker!.MakeProxyAsync(clip!, delivered.DurationSeconds, target.Path, target.End), cancellationToken)
            : await ReadAsync($"{name}.jpg", "image/jpeg", clip, target => maker!.MakePictureAsync(clip!, PosterWidth, PosterHeight, target.Path, target.End), cancellationToken);
    }

    /// <summary>A still made small; null where it cannot be.</summary>
    /// <param name="sha256">Hash of its bytes.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    public async ValueTask<Preview?> ReadStillAsync(string sha256, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        string source = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            return await ReadAsync($"still-{sha256}.jpg", "image/jpeg", source, async target =>
            {
                await File.WriteAllBytesAsync(source, bytes, target.End);
                await maker!.MakePictureAsync(source, StillWidth, StillHeight, target.Path, target.End);
            }, cancellationToken);
        }
        finally
        {
            Discard(source);
        }
    }

    private async ValueTask<Preview?> ReadAsync(string name, string mediaType, string? source, Func<(string Path, CancellationToken End), Task> make, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, name);
        try
        {
            if (!File.Exists(path))
            {
                if (maker is null || source is null)
                {
                    return null;
                }

                await MakeAsync(path, make, cancellationToken);
            }

            return new Preview(await File.ReadAllBytesAsync(path, cancellationToken), mediaType);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null; // a full disk, a clip that ffmpeg cannot read, a machine that is too slow: the clip itself is not concerned
        }
    }

    private async Task MakeAsync(string path, Func<(string Path, CancellationToken End), Task> make, CancellationToken cancellationToken)
    {
        OwnerOnly.MakeFolder(folder);
        string arriving = Path.Combine(folder, $".{Path.GetRandomFileName()}{Path.GetExtension(path)}");
        using var late = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await make((arriving, either.Token));
            OwnerOnly.Narrow(arriving);
            File.Move(arriving, path, overwrite: true);
        }
        finally
        {
            Discard(arriving);
        }
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file too many costs nothing but room.
        }
    }
}
