namespace VideoGen.Host.Doctor;

/// <summary>Whether the folder of the agent has room for clips.</summary>
internal static class DiskDiagnostic
{
    private const long Mebibyte = 1024 * 1024;
    private const long Needed = 200 * Mebibyte;
    private const long Comfortable = 2048 * Mebibyte;
    private const string Remedy = "Make room there, or set home (VIDEOGEN_HOME) to a folder on a larger disk.";

    public static Finding Run(string home)
    {
        try
        {
            long free = new DriveInfo(home).AvailableFreeSpace;
            string message = $"{free / Mebibyte} MiB are free for {home}.";
            return free < Needed ? new Finding("disk", FindingState.Broken, message, Remedy)
                : free < Comfortable ? new Finding("disk", FindingState.Warning, message, Remedy)
                : new Finding("disk", FindingState.Good, message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Finding("disk", FindingState.Warning, $"The free space of {home} cannot be read: {e.Message}", "Check the folder by hand.");
        }
    }
}
