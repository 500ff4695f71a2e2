using System.Text;

namespace VideoGen.Files;

/// <summary>
/// Files and folders that no other user of the machine may read: 0700 and 0600. On Windows the folder of the user's profile says who may.
/// </summary>
public static class OwnerOnly
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode MyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, and those above it, where there is none.</summary>
    /// <param name="path">Where.</param>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } above && !Directory.Exists(above))
            {
                MakeFolder(above); // .NET would make those above for everybody
            }

            Directory.CreateDirectory(path, Mine);
        }
    }

    /// <summary>Opens a file for writing; a new one is the owner's alone.</summary>
    /// <param name="path">Where.</param>
    /// <param name="mode">A mode that may make the file.</param>
    /// <param name="share">What others may do meanwhile.</param>
    /// <param name="bufferSize">Bytes of the buffer; 0 for none.</param>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.Read, int bufferSize = 4096)
    {
        var options = new FileStreamOptions { Mode = mode, Access = mode is FileMode.OpenOrCreate ? FileAccess.ReadWrite : FileAccess.Write, Share = share, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = MyFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes a text, in UTF-8, replacing what is there.</summary>
    /// <param name="path">Where.</param>
    /// <param name="text">The text.</param>
    public static void Write(string path, string text)
    {
        using FileStream file = Open(path, FileMode.Create);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Takes every right from others that they have on a file or folder that is there. The owner's own rights stay as they are.</summary>
    /// <param name="path">Where.</param>
    /// <exception cref="IOException">The disk does not let it.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static void Narrow(string path)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) is var rights && rights != (rights & Mine))
        {
            File.SetUnixFileMode(path, rights & Mine);
        }
    }
}
