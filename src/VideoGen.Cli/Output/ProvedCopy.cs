using VideoGen.Files;

namespace VideoGen.Cli.Output;

/// <summary>
/// A copy of a stored file, for people to do with as they like: what they change stays theirs. It costs no room where the disk can share it
/// (<see cref="File.Copy(string, string)"/> clones on Linux, macOS and Windows), and it is what was stored or it is not made.
/// </summary>
internal static class ProvedCopy
{
    /// <summary>Copies a file, replacing what is there.</summary>
    /// <param name="file">The stored file.</param>
    /// <param name="target">Where the copy goes.</param>
    /// <param name="sha256">SHA-256 of what was stored, lowercase hex.</param>
    /// <exception cref="IOException">It cannot be copied, or is not what was stored.</exception>
    public static void Put(string file, string target, string sha256)
    {
        string part = $"{target}.{Path.GetRandomFileName()}.part";
        try
        {
            Copy(file, part);
            if (!FileHash.Matches(part, sha256))
            {
                throw new IOException($"{file} was changed since it was stored: its SHA-256 is no longer {sha256}.");
            }

            File.Move(part, target, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    // The stored file is its owner's alone; the copy has the rights that new files have where it goes.
    private static void Copy(string file, string part)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Copy(file, part);
            return;
        }

        File.Create(part).Dispose();
        UnixFileMode rights = File.GetUnixFileMode(part);
        File.Copy(file, part, overwrite: true);
        File.SetUnixFileMode(part, rights);
    }
}
