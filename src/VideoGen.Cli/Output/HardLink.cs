using System.Runtime.InteropServices;

namespace VideoGen.Cli.Output;

/// <summary>A second name for a file, which costs no room; a copy where the two places are not on one disk.</summary>
internal static partial class HardLink
{
    /// <summary>Puts a file at a second place, replacing what is there.</summary>
    public static void OrCopy(string file, string target)
    {
        if (string.Equals(Path.GetFullPath(file), Path.GetFullPath(target), StringComparison.Ordinal))
        {
            return;
        }

        File.Delete(target);
        if (OperatingSystem.IsWindows() || Link(file, target) != 0)
        {
            File.Copy(file, target, overwrite: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Link(string existing, string added);
}
