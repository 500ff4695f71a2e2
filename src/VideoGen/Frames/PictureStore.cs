using System.Security.Cryptography;
using VideoGen.Files;

namespace VideoGen.Frames;

/// <summary>Keeps pictures by their content: the same bytes are kept once. A kept file is never changed by us, and
/// one that somebody else changed is written anew. Safe for several processes.</summary>
/// <param name="folder">Absolute path of its folder; made on first use.</param>
public sealed class PictureStore(string folder)
{
    /// <summary>Where they are kept.</summary>
    public string Folder => folder;

    /// <summary>Keeps bytes. They are on disk when this returns.</summary>
    /// <returns>SHA-256 (lowercase hex) and absolute path.</returns>
    /// <exception cref="IOException">No room, or no right to write.</exception>
    public (string Sha256, string Path) Keep(ReadOnlySpan<byte> bytes, PictureFacts facts)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        string place = Path.Combine(folder, sha256[..2]);
        string path = Path.Combine(place, sha256 + facts.Extension);
        if (File.Exists(path) && new FileInfo(path).Length == bytes.Length && FileHash.Matches(path, sha256))
        {
            return (sha256, path);
        }

        OwnerOnly.MakeFolder(place);
        string temporary = Path.Combine(place, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = OwnerOnly.Open(temporary, FileMode.CreateNew))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return (sha256, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
