using System.Collections.Immutable;
using VideoGen.Files;
using VideoGen.Frames;

namespace VideoGen.Host.Doctor;

/// <summary>Whether the folders that the agent writes to let it: a small file is written to each and removed.</summary>
internal static class FoldersDiagnostic
{
    private const string Subject = "folders";

    // One byte would fit where a clip does not; a clip has megabytes.
    private const int ProbeBytes = 1024 * 1024;

    public static ImmutableArray<Finding> Run(string home)
    {
        string[] folders = [home, Path.Combine(home, "pictures"), Path.Combine(home, "renders"), Path.Combine(home, "work"), Path.Combine(home, "media")];
        ImmutableArray<Finding> broken = [.. folders.Select(Look).OfType<Finding>()];
        if (broken.IsEmpty && !Directory.Exists(home) && LookAbove(home) is { } unmakeable)
        {
            broken = [unmakeable];
        }

        if (broken.IsEmpty && HomeRights.IsOpen(home))
        {
            return [new Finding(Subject, FindingState.Warning, $"Other users of this machine may look into {home}, and see what is ordered there by name.", $"Take the right away (chmod 700 {home}), or give the agent a home of its own.")];
        }

        return broken.IsEmpty ? [new Finding(Subject, FindingState.Good, $"Files can be written to {home} and what is in it.")] : broken;
    }

    // The home is made with the first use, which needs a folder above it that can be written to.
    private static Finding? LookAbove(string home)
    {
        string? above = home;
        while (above is not null && !Directory.Exists(above) && !File.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return File.Exists(above)
            ? new Finding(Subject, FindingState.Broken, $"{home} cannot be made: {above} is no folder.", "Set home (VIDEOGEN_HOME) to another folder.")
            : above is null ? null : Look(above);
    }

    private static Finding? Look(string folder)
    {
        string probe = Path.Combine(folder, $".doctor-{Environment.ProcessId}");
        try
        {
            // What is not there yet is made with the first use.
            if (!Directory.Exists(folder) && !File.Exists(folder))
            {
                return null;
            }

            using var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            file.Write(new byte[ProbeBytes]);
            return null;
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            return new Finding(Subject, FindingState.Broken, $"{folder} cannot be written: {DiskFault.Why(e)}", "Make room, give this user the right to write there, or set home (VIDEOGEN_HOME) to another folder.");
        }
    }
}
