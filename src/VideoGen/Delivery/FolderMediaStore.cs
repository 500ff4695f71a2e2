using System.Security.Cryptography;

namespace VideoGen.Delivery;

/// <summary>Clips in a folder of this machine: the embedded default until a CMS is connected.</summary>
/// <param name="folder">Absolute path; made on first use.</param>
/// <param name="publicUrl">Base address under which a web server offers the folder; null gives <c>file://</c> addresses.</param>
public sealed class FolderMediaStore(string folder, Uri? publicUrl = null) : IMediaStore
{
    /// <inheritdoc/>
    public async Task<Uri> StoreAsync(string path, string file, string sha256, CancellationToken cancellationToken)
    {
        string place = Path.GetFullPath(Path.Combine(folder, path));
        if (!place.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new IOException($"'{path}' leads out of the media folder.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (!File.Exists(place))
        {
            File.Move(file, place);
        }
        else if (await HashAsync(place, cancellationToken) != sha256)
        {
            throw new IOException($"'{path}' is taken by another clip.");
        }

        return publicUrl is null ? new Uri(place) : new Uri(publicUrl, path);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
