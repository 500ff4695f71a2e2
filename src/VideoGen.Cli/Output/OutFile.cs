using VideoGen.Files;

namespace VideoGen.Cli.Output;

/// <summary>
/// A file that somebody wants to have: it is written beside its place first, so that half of one never has its name, and what stood there stays until the new one
/// is whole. Pipes and devices are written to as they are.
/// </summary>
internal static class OutFile
{
    /// <summary>Writes it, replacing what is there.</summary>
    /// <param name="path">Where; a link is followed.</param>
    /// <param name="isPrivate">True for a new file that is the owner's alone.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Ends it, also the wait for whoever reads a pipe; nothing is left then.</param>
    /// <exception cref="IOException">It cannot be written, or is a folder.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static async Task WriteAsync(string path, bool isPrivate, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder.");
        }

        if (PlaceOf(path) is not { } place)
        {
            // To open a pipe waits for its other end.
            await using Stream open = await Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), cancellationToken).WaitAsync(cancellationToken);
            await write(open);
            return;
        }

        string part = $"{place}.{Path.GetRandomFileName()}.part";
        try
        {
            await using (FileStream target = isPrivate ? OwnerOnly.Open(part, FileMode.CreateNew) : new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                await write(target);
            }

            File.Move(part, place, overwrite: true);
        }
        catch (IOException e) when (e.Message.Contains(part, StringComparison.Ordinal))
        {
            throw new IOException(e.Message.Replace(part, place, StringComparison.Ordinal), e);
        }
        finally
        {
            Remove(part);
        }
    }

    // Where a plain file is replaced; null for what is written to as it is. Pipes and devices have no length, and of an empty file nothing is lost.
    private static string? PlaceOf(string path)
    {
        var file = new FileInfo(path);
        FileSystemInfo? target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true);
        return target switch
        {
            FileInfo { Exists: true, Length: 0 } => null,
            { Exists: true } => target.FullName,
            _ when file.LinkTarget is null => path,
            _ => File.Exists(path) ? null : target?.FullName, // what a shell hands over leads to a name that no file has
        };
    }

    // Nothing is there when the file is whole.
    private static void Remove(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What kept it from being written is reported.
        }
    }
}
