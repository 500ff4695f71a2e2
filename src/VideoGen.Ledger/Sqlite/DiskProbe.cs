using VideoGen.Frames;

namespace VideoGen.Ledger.Sqlite;

/// <summary>Asks the system itself why a file cannot be used: SQLite only says that it cannot.</summary>
internal static class DiskProbe
{
    private const int Beyond = 64 * 1024;

    /// <summary>What the system says when a little more is written beside the ledger; null when it lets that happen.</summary>
    public static Exception? Ask(string path)
    {
        var probe = $"{path}.probe-{Environment.ProcessId}";
        try
        {
            if (File.Exists(path))
            {
                using var ledger = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            }

            using var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0, FileOptions.DeleteOnClose);
            file.Position = Math.Max(LengthOf(path), LengthOf(path + "-wal")) + Beyond;
            file.WriteByte(1);
            return null;
        }
        catch (Exception error) when (DiskFault.Is(error))
        {
            return error;
        }
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
