namespace VideoGen.Files;

/// <summary>
/// Files that hold something, as opposed to what only has a name among them: to open a pipe waits for somebody who writes to it, and a device never ends.
/// </summary>
public static class RegularFile
{
    /// <summary>Opens a file to read it. Others may read it at the same time.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">It is a folder, is empty, is a pipe or a device, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static FileStream OpenRead(string path)
    {
        Check(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    /// <summary>Throws for what cannot be read to its end like a file; says nothing about what is not there. Opens nothing.</summary>
    /// <param name="path">A path.</param>
    /// <param name="mayBePiped">True takes what a shell puts there of another program's output (<c>&lt;(…)</c>).</param>
    /// <exception cref="IOException">It is a folder, is empty, or is a pipe or a device.</exception>
    public static void Check(string path, bool mayBePiped = false)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder.");
        }

        if (!File.Exists(path))
        {
            return;
        }

        // Pipes and devices have no length. What a shell hands over leads to a name that no file has.
        var file = new FileInfo(path);
        FileSystemInfo target = (file.LinkTarget is null ? null : file.ResolveLinkTarget(returnFinalTarget: true)) ?? file;
        if (target.Exists ? target is FileInfo { Length: 0 } : !mayBePiped)
        {
            throw new IOException($"{path} is empty, or no regular file but a pipe or a device.");
        }
    }
}
