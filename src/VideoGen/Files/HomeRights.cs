namespace VideoGen.Files;

/// <summary>
/// Who may read what lies in the home folder: its owner alone. What an older version made for everybody is narrowed when the agent starts.
/// The list of tokens is not: one that others could write must be looked at by a person.
/// </summary>
public static class HomeRights
{
    private const string Media = "media";
    private const string Ledger = "ledger.db";
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly string[] Folders = [Media, "payload", "pictures", "previews", "renders", "uploads", "work"];
    private static readonly string[] Files = ["tokens.json", "tokens.json.lock", "tokens.json.new", "videogen.json"];

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>
    /// Narrows what is there; nothing where there is no home yet. A folder that holds other things besides keeps its own rights, since it is
    /// not ours alone. What belongs to somebody else stays as it is: <c>videogen doctor</c> tells of it.
    /// </summary>
    /// <param name="home">The home folder.</param>
    /// <param name="isMediaPublic">True where another web server reads the clips: they keep their rights, and others may pass through the home.</param>
    public static void Narrow(string home, bool isMediaPublic)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(home))
        {
            return;
        }

        bool isOursAlone = true;
        foreach (FileSystemInfo entry in new DirectoryInfo(home).EnumerateFileSystemInfos())
        {
            bool isOurs = entry.Name.StartsWith(Ledger, StringComparison.Ordinal) || Folders.Contains(entry.Name);
            isOursAlone &= isOurs || Files.Contains(entry.Name);
            if (isOurs && entry.LinkTarget is null && !(isMediaPublic && entry.Name == Media))
            {
                NarrowTree(entry);
            }
        }

        if (isOursAlone)
        {
            Try(home, isMediaPublic ? LetPass : OwnerOnly.Narrow);
        }
    }

    /// <summary>True when other users of the machine may look into a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsOpen(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & Others) is not UnixFileMode.None;

    private static void NarrowTree(FileSystemInfo entry)
    {
        Try(entry.FullName, OwnerOnly.Narrow);
        if (entry is DirectoryInfo folder)
        {
            foreach (FileSystemInfo inside in folder.EnumerateFileSystemInfos("*", Everything))
            {
                Try(inside.FullName, OwnerOnly.Narrow);
            }
        }
    }

    private static void LetPass(string home)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(home, File.GetUnixFileMode(home) & ~Others);
        }
    }

    // Somebody else's file, one that is gone again, or a disk that takes no rights: nothing of that keeps the agent from its work.
    private static void Try(string path, Action<string> narrow)
    {
        try
        {
            narrow(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said above.
        }
    }
}
