using System.Collections.Concurrent;
using VideoGen.Files;

namespace VideoGen.Server.Media;

/// <summary>
/// Tells whether clips of the media folder are still what was proved. A clip is hashed when it is first asked for and again when its size or its
/// time has changed. Thread-safe.
/// </summary>
/// <param name="folder">The media folder.</param>
internal sealed class ProvedClips(string folder)
{
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, (long Bytes, DateTime ChangedAt, string Sha256)> _seen = new(StringComparer.Ordinal);

    /// <summary>True for a clip that may be handed out; one that is not there may be too, since nobody gets anything.</summary>
    /// <param name="path">Path in the media folder.</param>
    /// <param name="sha256">SHA-256 of what was proved.</param>
    public bool Holds(string path, string sha256)
    {
        var file = new FileInfo(Path.Combine(folder, path));
        if (!file.Exists)
        {
            return true;
        }

        (long, DateTime, string) now = (file.Length, file.LastWriteTimeUtc, sha256);
        if (_seen.TryGetValue(path, out (long, DateTime, string) seen) && seen == now)
        {
            return true;
        }

        if (!FileHash.Matches(file.FullName, sha256))
        {
            return false;
        }

        if (_seen.Count >= MostKept)
        {
            _seen.Clear();
        }

        _seen[path] = now;
        return true;
    }
}
