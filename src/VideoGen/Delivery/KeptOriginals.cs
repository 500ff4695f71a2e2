using System.Security.Cryptography;
using VideoGen.Files;

namespace VideoGen.Delivery;

/// <summary>Files that were sold and cannot be read, kept under their jobs until they are delivered after all, or their owner takes them.</summary>
/// <param name="workFolder">Absolute path of the folder for clips on their way.</param>
public sealed class KeptOriginals(string workFolder)
{
    private readonly string _folder = Path.Combine(workFolder, "kept");

    /// <summary>Name of a job's file inside the work folder.</summary>
    public static string NameOf(string jobId) => $"kept/{jobId}.original";

    /// <summary>Keeps a file in place of the one that was kept before.</summary>
    /// <returns>Whether both have the same bytes, and how many.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public (bool IsSame, long Bytes) Keep(string jobId, string file)
    {
        OwnerOnly.MakeFolder(_folder);
        string kept = PathOf(jobId);
        bool isSame = File.Exists(kept) && Hash(kept) == Hash(file);
        File.Move(file, kept, overwrite: true);
        ClipFetcher.Discard(file);
        return (isSame, new FileInfo(kept).Length);
    }

    /// <summary>Takes the kept file, where it can be read by now, to the place of a fetched one. Null where there is none of that kind.</summary>
    public (string Sha256, long Bytes)? TryTake(string jobId, string file)
    {
        string kept = PathOf(jobId);
        if (!File.Exists(kept))
        {
            return null;
        }

        try
        {
            using FileStream stream = File.OpenRead(kept);
            ClipReader.Read(stream);
        }
        catch (NotAClipException)
        {
            return null;
        }

        ClipFetcher.Discard(file);
        File.Move(kept, file);
        return (Hash(file), new FileInfo(file).Length);
    }

    /// <summary>Removes it.</summary>
    public void Discard(string jobId)
    {
        if (Directory.Exists(_folder))
        {
            File.Delete(PathOf(jobId));
        }
    }

    private string PathOf(string jobId) => Path.Combine(_folder, $"{jobId}.original");

    private static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
