using VideoGen.Jobs;

namespace VideoGen.Testing.Jobs;

/// <summary>What the ledgers of several processes in one test share: the rows that are on disk.</summary>
public sealed class MemoryLedgerStore
{
    /// <summary>Guards everything.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Requests in the order they were accepted.</summary>
    internal List<RequestRecord> Requests { get; } = [];

    /// <summary>Keys of orders that joined a request.</summary>
    internal Dictionary<string, (string RequestId, string InputHash)> JoinedKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Jobs by id.</summary>
    internal Dictionary<string, MemoryLedgerRow> Jobs { get; } = new(StringComparer.Ordinal);

    /// <summary>Take numbers by job.</summary>
    internal Dictionary<string, (string Place, int Number)> Takes { get; } = new(StringComparer.Ordinal);

    /// <summary>What the system of record may not have yet, by job.</summary>
    internal Dictionary<string, MemoryOutboxRow> Outbox { get; } = new(StringComparer.Ordinal);

    /// <summary>Claimers that died with claims in their hands, perhaps.</summary>
    internal HashSet<string> Dead { get; } = new(StringComparer.Ordinal);

    /// <summary>Claimers that live.</summary>
    internal HashSet<string> Living { get; } = new(StringComparer.Ordinal);

    /// <summary>Until when each process that follows jobs counts as alive.</summary>
    internal Dictionary<string, DateTimeOffset> Lives { get; } = new(StringComparer.Ordinal);

    /// <summary>Gives back what dead claimers hold.</summary>
    internal void FreeDead() => Dead.RemoveWhere(owner =>
        Jobs.Values.Count(row => row.Release(owner)) + Outbox.Values.Count(row => row.Release(owner)) + (Lives.Remove(owner) ? 1 : 0) == 0);

    /// <summary>A job or its history changed.</summary>
    internal void EnterOutbox(string jobId, DateTimeOffset now)
    {
        if (!Outbox.TryGetValue(jobId, out MemoryOutboxRow? row))
        {
            Outbox.Add(jobId, row = new MemoryOutboxRow(jobId));
        }

        row.Enter(now);
    }

    /// <summary>Until when the follower of a job counts as alive; null when there is none.</summary>
    internal DateTimeOffset? LifeOf(string? follower) => follower is not null && Lives.TryGetValue(follower, out DateTimeOffset until) ? until : null;

    /// <summary>Changes a request.</summary>
    internal bool Change(string requestId, Func<RequestRecord, RequestRecord> change)
    {
        int i = Requests.FindIndex(r => r.Id == requestId);
        if (i >= 0)
        {
            Requests[i] = change(Requests[i]);
        }

        return i >= 0;
    }

    /// <summary>Jobs of a request in segment order.</summary>
    internal IEnumerable<MemoryLedgerRow> JobsOf(string requestId) =>
        Jobs.Values.Where(row => row.Job.RequestId == requestId).OrderBy(row => row.Job.SegmentIndex);
}
