using System.Security.Cryptography;

namespace VideoGen.Delivery;

/// <summary>Clips in a folder of this machine: the embedded default until a CMS is connected.</summary>
/// <param name="folder">Absolute path; made on first use.</param>
/// <param name="publicUrl">Base address under which a web server offers the folder; null gives <c>file://</c> addresses.</param>
public sealed class FolderMediaStore(string folder, Uri? publicUrl = null) : IMediaStore
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <inheritdoc/>
    public async Task<StoredClip> StoreAsync(NewClip clip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clip);
        string place = Path.GetFullPath(Path.Combine(_folder, clip.Path));
        if (!place.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new IOException($"'{clip.Path}' leads out of the media folder.");
        }

        try
        {
            await PutAsync(place, clip, cancellationToken);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The media folder cannot be written: {e.Message}", e);
        }

        return new StoredClip(publicUrl is null ? new Uri(place) : new Uri($"{publicUrl.AbsoluteUri.TrimEnd('/')}/{clip.Path}"));
    }

    private static async Task PutAsync(string place, NewClip clip, CancellationToken cancellationToken)
    {
        if (File.Exists(place))
        {
            if (await HashAsync(place, cancellationToken) != clip.Sha256)
            {
                throw new IOException($"'{clip.Path}' is taken by another clip.");
            }

            return;
        }

        // A copy beside the place, then a rename: the media folder may be another device, and nothing half-written may stand in the place.
        string folder = Path.GetDirectoryName(place)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            File.Copy(clip.File, temporary);
            using (var copy = new FileStream(temporary, FileMode.Open, FileAccess.Write))
            {
                copy.Flush(flushToDisk: true);
            }

            File.Move(temporary, place);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
