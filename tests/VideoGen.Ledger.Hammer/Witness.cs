namespace VideoGen.Ledger.Hammer;

/// <summary>
/// Tells by the file system, independent of the ledger, when two living owners hold one job at once: the file is locked for as long as its
/// holder lives, and not longer, since the claims of a process that was killed are taken over at once.
/// </summary>
public sealed class Witness : IDisposable
{
    private readonly FileStream _file;

    public Witness(string folder, string jobId, string owner)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, jobId);
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new BrokenPromiseException($"{jobId} is claimed by {owner} while it is held: {path}");
        }
    }

    public void Dispose() => _file.Dispose();
}
