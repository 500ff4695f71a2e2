using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Simulation.Oracles;

/// <summary>
/// Knows who claims what and who is dead: a claim ends with its process for everybody who looks for what is pending, and nobody takes one
/// from a process that lives before its lease has run out.
/// </summary>
/// <param name="report">Receives a broken promise: which, and how.</param>
/// <param name="trace">Receives a line about each claim that is taken over early.</param>
internal sealed class ClaimJudgement(Action<string, string> report, Action<string> trace)
{
    private readonly Dictionary<string, (string Owner, DateTimeOffset Until)> _claims = new(StringComparer.Ordinal);
    private static readonly TimeSpan Alive = new AgentOptions { DefaultProvider = "", WorkFolder = "", Owner = "" }.Lease * 2 / 3;

    private readonly Dictionary<string, string> _follows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _looks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dead = new(StringComparer.Ordinal);

    /// <summary>A process is dead.</summary>
    public void Died(string owner) => _dead.Add(owner);

    /// <summary>True once a process has died.</summary>
    public bool IsDead(string owner) => _dead.Contains(owner);

    /// <summary>Until when a process claims a job; null when it does not.</summary>
    public DateTimeOffset? Holds(string jobId, string owner) =>
        _claims.TryGetValue(jobId, out (string Owner, DateTimeOffset Until) held) && held.Owner == owner ? held.Until : null;

    /// <summary>A job was taken over from a node, with its claim.</summary>
    public void TakenOver(string jobId, string? from)
    {
        _follows.Remove(jobId);
        if (from is not null && Holds(jobId, from) is not null)
        {
            _claims.Remove(jobId);
        }
    }

    /// <summary>What was called dead claims nothing any more.</summary>
    public void Freed(IReadOnlySet<string> dead)
    {
        foreach (string job in _claims.Where(c => dead.Contains(c.Value.Owner)).Select(c => c.Key).ToArray())
        {
            _claims.Remove(job);
            _follows.Remove(job);
        }
    }

    /// <summary>A claim was written.</summary>
    public void Taken(string jobId, string owner, DateTimeOffset now, DateTimeOffset until)
    {
        if (_claims.TryGetValue(jobId, out (string Owner, DateTimeOffset Until) held) && held.Owner != owner && held.Until > now)
        {
            trace($"{owner} takes {jobId} over from {held.Owner}");
            if (!_dead.Contains(held.Owner))
            {
                report(Promise.Claims, $"{owner} has taken {jobId} from {held.Owner}, which lives and holds it until {held.Until:HH:mm:ss}.");
            }
        }

        _claims[jobId] = (owner, Whole(until));
        if (_follows.ContainsKey(jobId))
        {
            _follows[jobId] = owner;
            _looks[owner] = now;
        }
    }

    /// <summary>A process follows a job from now on, or still. It is alive for at least two thirds of a life after any look of it.</summary>
    public void Followed(string jobId, string owner, DateTimeOffset now)
    {
        if (_follows.TryGetValue(jobId, out string? other) && other != owner && !_dead.Contains(other) && _looks[other] + Alive > now)
        {
            report(Promise.Claims, $"{owner} follows {jobId} while {other} does, which lives and looked at {_looks[other]:HH:mm:ss}.");
        }

        _follows[jobId] = owner;
        _looks[owner] = now;
    }

    /// <summary>A claim was prolonged or given back.</summary>
    public void Extended(string jobId, string owner, DateTimeOffset until)
    {
        if (_claims.TryGetValue(jobId, out (string Owner, DateTimeOffset Until) held) && Whole(until) < held.Until)
        {
            _follows.Remove(jobId);
        }

        _claims[jobId] = (owner, Whole(until));
    }

    /// <summary>A step was written.</summary>
    public void Committed(JobCommit commit)
    {
        if (commit.Next.State is not (JobState.Queued or JobState.Running))
        {
            _follows.Remove(commit.Next.Id);
        }

        if (!commit.KeepClaim || commit.Next.IsTerminal)
        {
            _claims.Remove(commit.Next.Id);
        }
    }

    /// <summary>Somebody looked for what is pending.</summary>
    public void Listed(ImmutableArray<PendingTick> pending)
    {
        foreach (PendingTick tick in pending)
        {
            if (_claims.TryGetValue(tick.JobId, out (string Owner, DateTimeOffset Until) held) && held.Until == tick.At && _dead.Contains(held.Owner))
            {
                report(Promise.Claims, $"{tick.JobId} waits until {tick.At:HH:mm:ss} for {held.Owner}, which is dead.");
            }
        }
    }

    // As a ledger keeps it.
    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerMicrosecond));
}
