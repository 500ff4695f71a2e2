using System.Collections.Immutable;

namespace VideoGen.Cluster;

/// <summary>
/// Which nodes the others reach and the database does not: their signs of life there stand still. Only what this node sees and its own clock count, not
/// the times that others write. Not thread-safe.
/// </summary>
internal sealed class SignsOfLife
{
    /// <summary>A node that has given no sign for so long is lost. Each gives one every five seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Longest time between two looks. After a longer one nothing of before counts: this node was away itself, perhaps with all the others.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(12);

    private readonly Dictionary<SiloAddress, (DateTime Sign, TimeSpan Since)> _seen = [];
    private TimeSpan _last;

    /// <summary>Looks, and answers the nodes that are lost.</summary>
    /// <param name="table">The table, just read.</param>
    /// <param name="here">This node, which has read it and so is not lost.</param>
    /// <param name="now">Time that has passed since any moment, on a clock that never jumps.</param>
    public ImmutableArray<SiloAddress> Look(MembershipTableData table, SiloAddress here, TimeSpan now)
    {
        if (now - _last > LongestGap)
        {
            _seen.Clear();
        }

        _last = now;
        Dictionary<SiloAddress, DateTime> signs = table.Members.Select(m => m.Item1)
            .Where(m => m.Status is SiloStatus.Active && !m.SiloAddress.Equals(here)).ToDictionary(m => m.SiloAddress, m => m.IAmAliveTime);
        foreach (SiloAddress gone in _seen.Keys.Where(n => !signs.ContainsKey(n)).ToArray())
        {
            _seen.Remove(gone);
        }

        foreach ((SiloAddress node, DateTime sign) in signs)
        {
            if (!_seen.TryGetValue(node, out (DateTime Sign, TimeSpan Since) before) || before.Sign != sign)
            {
                _seen[node] = (sign, now);
            }
        }

        return [.. _seen.Where(s => now - s.Value.Since >= Patience).Select(s => s.Key)];
    }
}
