using System.Globalization;
using System.Net;

namespace VideoGen.Crash.Relays;

/// <summary>Which process of this machine holds a connection, as Linux tells under /proc.</summary>
internal static class Peer
{
    private const int LocalColumn = 1, InodeColumn = 9;

    /// <summary>The one of the given processes whose end of a loopback connection has the port; 0 when it is none of them.</summary>
    public static int Of(IPEndPoint endpoint, IEnumerable<int> candidates)
    {
        string wanted = endpoint.Port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (string line in Lines("/proc/net/tcp").Concat(Lines("/proc/net/tcp6")).Skip(1))
        {
            string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > InodeColumn && columns[LocalColumn].EndsWith($":{wanted}", StringComparison.Ordinal) && columns[InodeColumn] != "0")
            {
                string socket = $"socket:[{columns[InodeColumn]}]";
                if (candidates.FirstOrDefault(pid => Holds(pid, socket)) is var found and not 0)
                {
                    return found;
                }
            }
        }

        return 0;
    }

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    private static bool Holds(int pid, string socket)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(fd => new FileInfo(fd).LinkTarget == socket);
        }
        catch (IOException)
        {
            return false; // it has ended
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
