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
    private const string SourceSuffix = ".source";
    private static readonly TimeSpan LongestSource = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Whether previews can be made here.</summary>
    internal bool Makes => maker is not null;

    /// <summary>
    /// Takes the file of a clip over to make previews from: a rename within the home, unless the clip lies in this machine's media folder anyway.
    /// </summary>
    /// <param name="clip">The delivered clip.</param>
    /// <param name="jobId">Its job.</param>
    /// <param name="arrived">The file that it arrived in.</param>
    /// <exception cref="IOException">It cannot be taken over.</exception>
    internal void TakeOver(Clip clip, string jobId, string arrived)
    {
        if (OnThisMachine(clip) is null && File.Exists(arrived))
        {
            OwnerOnly.MakeFolder(folder);
            File.Move(arrived, SourceOf(clip, jobId), overwrite: true);
        }
    }

    /// <summary>Makes poster and proxy of a delivered clip, and lets go of what was taken over for it.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="jobId">Its job.</param>
    /// <param name="cancellationToken">Ends the making; what was taken over stays.</param>
    internal async Task MakeAsync(Clip clip, string jobId, CancellationToken cancellationToken)
    {
        await ReadAsync(clip, jobId, PreviewKind.Poster, cancellationToken);
        await ReadAsync(clip, jobId, PreviewKind.Proxy, cancellationToken);
        Discard(SourceOf(clip, jobId));
    }

    /// <summary>Removes what was taken over by processes that ended before they made anything of it.</summary>
    internal void Tidy()
    {
        try
        {
            foreach (string source in Directory.EnumerateFiles(folder, $"*{SourceSuffix}").Where(f => time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(f) > LongestSource))
            {
                Discard(source);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file too many costs nothing but room.
        }
    }

    /// <summary>A preview of a delivered job; null where there is none and none can be made.</summary>
    /// <param name="job">The job.</param>
    /// <param name="kind">Which.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    public async ValueTask<Preview?> ReadAsync(Job job, PreviewKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Clip is { } clip ? await ReadAsync(clip, job.Id, kind, cancellationToken) : null;
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

    private async ValueTask<Preview?> ReadAsync(Clip clip, string jobId, PreviewKind kind, CancellationToken cancellationToken)
    {
        string name = NameOf(clip, jobId);
        string? source = OnThisMachine(clip) ?? (SourceOf(clip, jobId) is var taken && File.Exists(taken) ? taken : null);
        return kind is PreviewKind.Proxy
            ? await ReadAsync($"{name}.mp4", "video/mp4", source, target => maker!.MakeProxyAsync(source!, clip.DurationSeconds, target.Path, target.End), cancellationToken)
            : await ReadAsync($"{name}.jpg", "image/jpeg", source, target => maker!.MakePictureAsync(source!, PosterWidth, PosterHeight, target.Path, target.End), cancellationToken);
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

    // Named by the clip's own bytes: one that is delivered anew has a preview of its own.
    private static string NameOf(Clip clip, string jobId) => $"{jobId}-{clip.Sha256[..16]}";

    private string SourceOf(Clip clip, string jobId) => Path.Combine(folder, $"{NameOf(clip, jobId)}{SourceSuffix}");

    private static string? OnThisMachine(Clip clip) => clip.Address.IsFile && File.Exists(clip.Address.LocalPath) ? clip.Address.LocalPath : null;

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
