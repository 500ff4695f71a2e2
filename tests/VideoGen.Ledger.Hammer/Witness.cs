namespace VideoGen.Ledger.Hammer;

/// <summary>Tells by the file system, independent of the ledger, when two owners hold one job at once.</summary>
public sealed class Witness : IDisposable
{
    private readonly string _file;

    public Witness(string ledger, string jobId, string owner)
    {
        var folder = Directory.CreateDirectory(ledger + ".claims").FullName;
        _file = Path.Combine(folder, jobId);
        try
        {
            using var claim = new StreamWriter(new FileStream(_file, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite));
            claim.Write(owner);
        }
        catch (IOException) when (File.Exists(_file))
        {
            throw new BrokenPromiseException($"{jobId} is claimed by {owner} while it is held: {_file}");
        }
    }

    public void Dispose() => File.Delete(_file);
}
