using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Postgres;

/// <summary>
/// Who of those that claim is alive: each holds an advisory lock in the session of its writer, which the database gives back when the process dies in
/// any way, or its machine is heard of no more. The methods are called by the writer's thread within its transaction.
/// </summary>
internal sealed class PostgresClaimers
{
    private const string Hold = "select pg_try_advisory_lock($key)";
    private const string Announced = "insert into claimer (owner, lock_key) values ($owner, $key) on conflict (owner) do nothing";
    private const string All = "select owner, lock_key from claimer";
    private const string IsFree = "select pg_try_advisory_xact_lock($key)";
    private const string FreeFollowed = "delete from process where owner = $owner";
    private const string Forget = "delete from claimer where owner = $owner";

    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _announced = new(StringComparer.Ordinal);
    private volatile bool _hasEnded;

    /// <summary>Says that a claimer lives here, before its first claim. What comes after the end is the claim of a dead one.</summary>
    public void Announce(Session session, string owner)
    {
        _own.Add(owner);
        if (!_announced.TryAdd(owner, true))
        {
            return;
        }

        if (!_hasEnded)
        {
            session.Number(Hold, ("$key", KeyOf(owner))); // another ledger of the same owner, in this process, may hold it already
        }

        session.Post(Announced, ("$owner", owner), ("$key", KeyOf(owner)));
    }

    /// <summary>The session is a new one, or what it wrote was undone: everybody is to be announced again.</summary>
    public void Begin() => _announced.Clear();

    /// <summary>Announces, in a new session, those that the former one spoke for.</summary>
    public bool AnnounceAgain(Session session)
    {
        foreach (string owner in _own.ToArray())
        {
            Announce(session, owner);
        }

        return true;
    }

    /// <summary>True when others may have claims; may be asked of any session.</summary>
    public bool AreOthers(Session session) => session.List(All, row => row.GetString(0)).Any(owner => !_announced.ContainsKey(owner));

    /// <summary>Gives back what claimers hold that are dead.</summary>
    public bool FreeDead(Session session)
    {
        foreach ((string owner, long key) in session.List(All, row => (row.GetString(0), row.GetInt64(1))))
        {
            if ((_announced.ContainsKey(owner) && !_hasEnded) || session.Number(IsFree, ("$key", key)) == 0)
            {
                continue;
            }

            Claims.Free(session, owner);
            session.Post(FreeFollowed, ("$owner", owner));
            session.Post(Forget, ("$owner", owner));
        }

        return true;
    }

    /// <summary>True for who has ended, or was never announced.</summary>
    public bool IsGone(Session session, string owner) => !(_announced.ContainsKey(owner) && !_hasEnded) && session.Number(IsFree, ("$key", KeyOf(owner))) != 0;

    /// <summary>The claimers of this ledger are no more; their session is about to end.</summary>
    public void End() => _hasEnded = true;

    private static long KeyOf(string owner) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes("videogen claimer " + owner)));
}
