using System.Collections.Concurrent;
using System.Text;

namespace VideoGen.Crash.Runs;

/// <summary>What a run did: kills, and where they hit. Thread-safe.</summary>
internal sealed class CrashReport
{
    private readonly ConcurrentDictionary<string, int> _moments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _states = new(StringComparer.Ordinal);
    private int _kills;

    /// <summary>Agents that were killed.</summary>
    public int Kills => _kills;

    /// <summary>Kills of the CMS.</summary>
    public int CmsKills { get; set; }

    /// <summary>Requests that callers wanted, all of which were accepted.</summary>
    public int Intents { get; set; }

    /// <summary>Jobs of them.</summary>
    public int Jobs { get; set; }

    /// <summary>Kills by the moment that they hit.</summary>
    public IReadOnlyDictionary<string, int> Moments => _moments;

    /// <summary>Unfinished jobs by state, summed over all kills.</summary>
    public IReadOnlyDictionary<string, int> States => _states;

    /// <summary>Counts a kill.</summary>
    /// <param name="moment">What tripped it, or <c>any time</c>.</param>
    /// <param name="states">The unfinished jobs of the ledger at that moment.</param>
    public void Killed(string moment, IEnumerable<string> states)
    {
        Interlocked.Increment(ref _kills);
        _moments.AddOrUpdate(moment, 1, (_, n) => n + 1);
        foreach (string state in states.DefaultIfEmpty("nothing unfinished"))
        {
            _states.AddOrUpdate(state, 1, (_, n) => n + 1);
        }
    }

    /// <summary>As text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"{Kills} kills of agents, {CmsKills} of the CMS; {Intents} requests, {Jobs} jobs");
        Lines(text, "where they hit", _moments);
        Lines(text, "unfinished jobs at the kills", _states);
        return text.ToString();
    }

    private static void Lines(StringBuilder text, string title, IReadOnlyDictionary<string, int> counts)
    {
        text.AppendLine($"  {title}:");
        foreach ((string name, int count) in counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal))
        {
            text.AppendLine($"    {count,6}  {name}");
        }
    }
}
