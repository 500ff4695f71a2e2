using VideoGen.Files;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>
/// Who of those that claim is alive: each holds the lock of a file of its own beside the ledger, which the operating system gives back when
/// the process dies in any way. That holds between containers too, which do not know each other's process ids. The methods are
/// called by the writer's thread with the writer's lock held, so nobody looks at a file between its creation and its lock.
/// </summary>
internal sealed class Claimers(SqliteLedgerOptions options)
{
    private const string FreeFollowed = "delete from process where owner = $owner";

    private readonly Dictionary<string, WriterLock> _own = new(StringComparer.Ordinal);
    private readonly string _folder = options.Path + ".claimers";
    private volatile int _ownFiles;
    private volatile bool _hasEnded;

    /// <summary>True when others may have claims; the one question that may be asked from any thread.</summary>
    public bool AreOthers => Directory.Exists(_folder) && Directory.EnumerateFiles(_folder).Skip(_ownFiles).Any();

    /// <summary>Says that a claimer lives here, before its first claim. What reaches the disk after the end is the claim of a dead one.</summary>
    public void Announce(string owner)
    {
        if (_own.ContainsKey(owner))
        {
            return;
        }

        OwnerOnly.MakeFolder(_folder);
        WriterLock file = WriterLock.Open(FileOf(owner));
        if (!file.TryEnter())
        {
            file.Dispose(); // another ledger of the same owner, in this process, says so already
            return;
        }

        if (_hasEnded)
        {
            file.Dispose();
            return;
        }

        _own.Add(owner, file);
        _ownFiles = _own.Count;
    }

    /// <summary>Gives back what claimers hold that are dead. A claimer without a file may be alive: its claims end with their leases.</summary>
    public bool FreeDead(Session session)
    {
        foreach (string path in Directory.Exists(_folder) ? Directory.GetFiles(_folder) : [])
        {
            string owner = Uri.UnescapeDataString(Path.GetFileName(path));
            if (_own.ContainsKey(owner) || !IsFree(path))
            {
                continue;
            }

            // The file goes when nothing is left to free: this transaction may yet be undone.
            int freed = Claims.Free(session, owner) + session.Execute(FreeFollowed, ("$owner", owner));
            if (freed == 0)
            {
                File.Delete(path);
            }
        }

        return true;
    }

    /// <summary>True for who has ended, or was never announced.</summary>
    public bool IsGone(string owner) => !_own.ContainsKey(owner) && (!File.Exists(FileOf(owner)) || IsFree(FileOf(owner)));

    /// <summary>The claimers of this ledger are no more: what they still hold is free for whoever looks next.</summary>
    public void End()
    {
        _hasEnded = true;
        foreach (WriterLock file in _own.Values)
        {
            file.Dispose();
        }

        _own.Clear();
        _ownFiles = 0;
    }

    private static bool IsFree(string path)
    {
        using WriterLock file = WriterLock.Open(path);
        if (!file.TryEnter())
        {
            return false;
        }

        file.Exit();
        return true;
    }

    private string FileOf(string owner) => Path.Combine(_folder, Uri.EscapeDataString(owner));
}
