using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Simulation.Agents;
using VideoGen.Simulation.Outside;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Oracles;

/// <summary>
/// Knows what really happened, on every side, and what was promised. Some promises are watched while the world goes on; the others are
/// looked at when it has come to rest (<see cref="FinalJudgement"/>).
/// </summary>
internal sealed class Oracle
{
    private readonly HashSet<string> _cancelled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Job> _onDisk = new(StringComparer.Ordinal);
    private readonly HashSet<string> _clipsOnDisk = new(StringComparer.Ordinal);
    private readonly List<(string JobId, string Body)> _received = [];
    private readonly HashSet<(string JobId, string Body)> _receivedOnDisk = [];
    private readonly World _world;
    private readonly ChainJudgement _chains;
    private Stage _stage = null!;

    public Oracle(World world) => (_world, Claims, _chains) = (world, new ClaimJudgement(Break, line => world.Tell("ledger", $"{line}")), new ChainJudgement(Break));

    /// <summary>The first promise that was broken; null while none was.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Every job, as the ledger has it.</summary>
    public Dictionary<string, Job> Jobs { get; } = new(StringComparer.Ordinal);

    /// <summary>Who claims what.</summary>
    public ClaimJudgement Claims { get; }

    /// <summary>Every request that was accepted.</summary>
    public List<RequestRecord> Requests { get; } = [];

    /// <summary>What callers want.</summary>
    public List<Intent> Intents { get; } = [];

    /// <summary>Requests after which nothing more may be submitted, and why.</summary>
    public Dictionary<string, string> Stopped { get; } = new(StringComparer.Ordinal);

    /// <summary>Deliveries that were taken in with thanks: job and body.</summary>
    public HashSet<(string JobId, string Body)> Deliveries { get; } = [];

    /// <summary>Jobs whose bill was looked for after their end, and not found.</summary>
    public HashSet<string> Unbilled { get; } = new(StringComparer.Ordinal);

    /// <summary>Submits on the wire, by job.</summary>
    public Dictionary<string, int> Sent { get; } = new(StringComparer.Ordinal);

    public void Watch(Stage stage) => _stage = stage;

    /// <summary>True when every job has come to its end and the provider has nothing more to say.</summary>
    public bool IsAtRest() => Jobs.Values.All(j => j.IsTerminal && !(j.BillToRead && j.IsUnsettled)) && _stage.Provider.Orders.TrueForAll(o => o.IsOver(_world.Since));

    /// <summary>Looks at every chain once the world has come to rest.</summary>
    public void JudgeChains() => _chains.JudgeEnd(Jobs);

    public void Intends(Intent intent) => Intents.Add(intent);

    public void Break(string promise, string what)
    {
        if (Violation is null)
        {
            Violation = new Violation(promise, what);
            _world.Tell("ORACLE", $"{promise}: {what}");
        }
    }

    public void Created(NewRequest request)
    {
        _world.Tell("ledger", $"accepts {request.Request.Id} with {string.Join(", ", request.Jobs.Select(j => j.Id))}");
        if (Requests.Find(r => IsSame(r, request.Request)) is { } same)
        {
            Break(Promise.Once, $"{request.Request.Id} was accepted while {same.Id}, the same order, was still being made.");
        }

        Requests.Add(request.Request);
        foreach (Job job in request.Jobs)
        {
            Jobs.Add(job.Id, job);
        }

        _chains.Created(request);
        decimal spent = Jobs.Values.Sum(j => j.WeightUsd);
        if (_stage.Config.ProjectCapUsd is { } cap && spent > cap)
        {
            Break(Promise.Caps, $"{request.Request.Id} was accepted with {spent} of {cap} dollars used.");
        }
    }

    /// <summary>A node took a job over.</summary>
    public void TakenOver(PendingTick taken, string owner, string? from, NodeView view, long version)
    {
        _world.Tell("ledger", $"{owner} takes {taken.JobId} over from {from ?? "nobody"}");
        if (from is not null && !view.Dead.Contains(from) && !Claims.IsDead(from))
        {
            Break(Promise.Owners, $"{owner} took {taken.JobId} over from {from}, which lives and which nobody called dead.");
        }

        if (version != Jobs[taken.JobId].Version)
        {
            Break(Promise.Owners, $"{taken.JobId} went from version {Jobs[taken.JobId].Version} to {version} because {owner} took it over.");
        }

        if (from is not null && Claims.Holds(taken.JobId, from) is { } until && taken.At == until)
        {
            Break(Promise.Owners, $"{owner} took {taken.JobId} over and waits until {until:HH:mm:ss} for the claim of {from}.");
        }

        Claims.TakenOver(taken.JobId, from);
    }

    public void Committed(JobCommit commit)
    {
        Job before = Jobs[commit.Next.Id];
        Job next = commit.Next;
        _world.Tell("ledger", $"{next.Id} v{next.Version} {before.State} -> {next.State}{(commit.HaltRequest ? ", halts" : "")}: {string.Join(" | ", commit.Events.Select(e => e.Message))}");
        if (before.BillToRead && !next.BillToRead && next.IsTerminal && commit.Events.Any(e => e.Source is EventSource.Agent))
        {
            Unbilled.Add(next.Id);
        }

        Jobs[next.Id] = next;
        Claims.Committed(commit);
        if (next is { IsAtProvider: true, ReservedUsd: 0 })
        {
            Break(Promise.Money, $"{next.Id} is at the provider with nothing set aside for it.");
        }

        if (next.State != before.State && next.State is JobState.Failed or JobState.Expired && before.State is not JobState.Downloading)
        {
            Stopped.TryAdd(next.RequestId, $"{next.Id} had failed");
        }
    }

    public void Begun(JobCommit commit)
    {
        Job next = commit.Next;
        Job[] siblings = [.. Jobs.Values.Where(j => j.RequestId == next.RequestId && j.Id != next.Id)];
        if (Stopped.TryGetValue(next.RequestId, out string? why))
        {
            Break(Promise.Halt, $"{next.Id} was begun although {why}.");
        }

        if (siblings.Count(j => j.IsAtProvider) is var many && many >= _stage.Config.MaxParallel)
        {
            Break(Promise.Parallel, $"{next.Id} was begun with {many} siblings at the provider.");
        }

        if (siblings.Count(j => j.IsAtProvider || (j.State is JobState.Planned && j.SegmentIndex < next.SegmentIndex)) >= _stage.Config.MaxParallel)
        {
            Break(Promise.Order, $"{next.Id} was begun before those that come first.");
        }

        _chains.Begun(next, Jobs);
        Committed(commit with { KeepClaim = true });
    }

    public void Received(WebhookDelivery delivery) => _received.Add((delivery.JobId, delivery.Body));

    /// <summary>What was written so far survives a loss of power from now on.</summary>
    public void Flushed()
    {
        foreach ((string id, Job job) in Jobs)
        {
            _onDisk[id] = job;
            if (job.Clip is not null)
            {
                _clipsOnDisk.Add(id);
            }
        }

        _receivedOnDisk.UnionWith(_received);
        _received.Clear();
    }

    public void CancelWritten(string requestId)
    {
        _world.Tell("ledger", $"{requestId} is to be cancelled");
        _cancelled.Add(requestId);
    }

    public void CancelAnswered(string requestId) => Stopped.TryAdd(requestId, "its caller had been told that it is cancelled");

    public void SubmitSent(string jobId)
    {
        Sent[jobId] = Sent.GetValueOrDefault(jobId) + 1;
        if (Sent[jobId] > 1)
        {
            Break(Promise.Once, $"{jobId} was sent {Sent[jobId]} times.");
        }

        if (Jobs[jobId].State is JobState.Planned)
        {
            Break(Promise.IntentFirst, $"{jobId} was sent while the ledger had it as planned.");
        }
        else if (!_onDisk.TryGetValue(jobId, out Job? onDisk) || onDisk.State is JobState.Planned)
        {
            Break(Promise.IntentFirst, $"{jobId} was sent while a loss of power could have taken its intent back.");
        }
    }

    public void SubmitTaken(ProviderOrder order)
    {
        Intent intent = Intents.Single(i => order.Prompt.Contains($"{i.Name},", StringComparison.Ordinal));
        int taken = _stage.Provider.Orders.Count(o => o.Prompt == order.Prompt);
        if (taken > (intent.Keys.Count == 0 ? intent.Calls : intent.Keys.Count))
        {
            Break(Promise.Once, $"The provider took {taken} orders for one segment of {intent.Name}.");
        }
    }

    public void DeliveryAccepted(ProviderOrder order, string body)
    {
        Deliveries.Add((order.JobId, body));
        if (!_receivedOnDisk.Contains((order.JobId, body)))
        {
            Break(Promise.Deliveries, $"A delivery for {order.JobId} was thanked for while a loss of power could have taken it.");
        }
    }

    public void ForgeryAnswered(ProviderOrder order, ReceiveResult result)
    {
        if (result is not ReceiveResult.UnknownJob)
        {
            Break(Promise.Deliveries, $"A delivery for {order.JobId} was taken in without its secret: {result}.");
        }
    }

    public void KeyAnswered(Intent intent, string key, string requestId)
    {
        if (!intent.RequestOfKey.TryAdd(key, requestId) && intent.RequestOfKey[key] is var first && first != requestId)
        {
            Break(Promise.Once, $"{intent.Name} was answered with {first} for the key {key}, and later with {requestId}.");
        }
    }

    public void Answered(Intent intent, SynthesisAnswer answer)
    {
        int segments = answer.VideoSegments.Length + answer.FailedSegments.Length;
        Job[] jobs = [.. Jobs.Values.Where(j => j.RequestId == answer.RequestId)];
        if (segments != jobs.Length)
        {
            Break(Promise.Answers, $"{intent.Name} was told of {segments} of {jobs.Length} segments.");
        }

        if (Array.Find(jobs, j => !_onDisk.ContainsKey(j.Id)) is { } lost)
        {
            Break(Promise.Answers, $"{intent.Name} was told of {lost.Id} while a loss of power could have taken it.");
        }

        if (jobs.Count(j => _clipsOnDisk.Contains(j.Id)) < answer.VideoSegments.Length)
        {
            Break(Promise.Answers, $"{intent.Name} was told of clips that a loss of power could have taken back.");
        }

        foreach (FailedSegment failed in answer.FailedSegments.Where(f => f.Error is FailureError.NotAttempted && Sent.ContainsKey(f.ProviderMetadata!.JobId)))
        {
            Break(Promise.Answers, $"{intent.Name} was told that {failed.SegmentId} was never submitted, and it was.");
        }
    }

    private bool IsSame(RequestRecord known, RequestRecord order) =>
        known.OrderHash == order.OrderHash
        && !_cancelled.Contains(known.Id)
        && Jobs.Values.Any(j => j.RequestId == known.Id && !j.IsTerminal);
}
