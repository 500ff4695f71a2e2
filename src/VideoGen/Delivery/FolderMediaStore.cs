using System.Security.Cryptography;

namespace VideoGen.Delivery;

/// <summary>Clips in a folder of this machine: the embedded default until a CMS is connected.</summary>
/// <param name="folder">Absolute path; made on first use.</param>
/// <param name="publicUrl">Base address under which a web server offers the folder; null gives <c>file://</c> addresses.</param>
public sealed class FolderMediaStore(string folder, Uri? publicUrl = null) : IMediaStore
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <inheritdoc/>
    public Task<Uri> StoreAsync(string path, string file, string sha256, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string place = Path.GetFullPath(Path.Combine(_folder, path));
        if (!place.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new IOException($"'{path}' leads out of the media folder.");
        }

        try
        {
            Put(place, path, file, sha256);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The media folder cannot be written: {e.Message}", e);
        }

        return Task.FromResult(publicUrl is null ? new Uri(place) : new Uri($"{publicUrl.AbsoluteUri.TrimEnd('/')}/{path}"));
    }

    private static void Put(string place, string path, string file, string sha256)
    {
        if (File.Exists(place))
        {
            if (Hash(place) != sha256)
            {
                throw new MediaTakenException(path);
            }

            return;
        }

        // A copy beside the place, then a rename: the media folder may be another device, and nothing half-written may stand in the place.
        string folder = Path.GetDirectoryName(place)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            File.Copy(file, temporary);
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

    private static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
