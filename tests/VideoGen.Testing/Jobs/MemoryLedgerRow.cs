using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Testing.Jobs;

/// <summary>What a <see cref="MemoryLedger"/> keeps of one job.</summary>
internal sealed class MemoryLedgerRow(MemoryLedgerStore store, Job job, DateTimeOffset due, long number)
{
    private readonly List<JobEvent> _history = [];
    private readonly List<(WebhookDelivery Delivery, bool Handled)> _inbox = [];
    private DateTimeOffset? _due = due;
    private DateTimeOffset? _signalled;
    private string? _owner;
    private DateTimeOffset? _lease;
    private string? _follower;

    /// <summary>The job as it was written, without the time of its next step.</summary>
    public Job Job { get; private set; } = job with { NextTickAt = null };

    /// <summary>Counts the jobs of the ledger.</summary>
    public long Number { get; } = number;

    /// <summary>The day it counts for in caps, UTC.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The node it belongs to; null for nobody.</summary>
    public string? Belongs { get; set; }

    /// <summary>The history, oldest first.</summary>
    public ImmutableArray<JobEvent> History => [.. _history];

    /// <summary>True in an end state.</summary>
    public bool HasEnded => _due is null;

    /// <summary>What it weighs against a cap, in whole millionths of a dollar.</summary>
    public long CostMicros => (long)decimal.Ceiling(Job.WeightUsd * 1_000_000m);

    /// <summary>When it can be taken; null in an end state.</summary>
    public DateTimeOffset? CanBeTakenAt => Wanted is null ? null : new[] { Wanted, _lease, _signalled is null ? LookerLife : null }.Max();

    /// <summary>The job with the time when who follows it can step it.</summary>
    public Job Found => Job with { NextTickAt = Wanted is { } wanted && _lease is { } lease && lease > wanted ? lease : Wanted };

    /// <summary>Who looks at it until then; null when nobody does, or when it was woken.</summary>
    public string? Follower => _signalled is null && LookerLife is not null ? Looker : null;

    /// <summary>The job as it is listed.</summary>
    public Job Listed => Job with { NextTickAt = CanBeTakenAt };

    /// <summary>The job, due when the row says.</summary>
    public Job Waiting => Job with { NextTickAt = Wanted };

    private string? Looker => Belongs ?? _follower;

    private DateTimeOffset? LookerLife => Job.State is JobState.Queued or JobState.Running ? store.LifeOf(Looker) : null;

    private DateTimeOffset? Wanted => _due is { } due && _signalled is { } woken && woken < due ? woken : _due;

    /// <summary>Makes it due at a time, beside what its next commit says.</summary>
    public void Wake(DateTimeOffset at) => _signalled = _signalled is { } woken && woken < at ? woken : at;

    /// <summary>Takes it for a step.</summary>
    public ClaimedJob? Claim(string owner, DateTimeOffset now, DateTimeOffset until, bool wake, RequestRecord request)
    {
        bool isDue = wake || _signalled <= now || (_due <= now && (Looker == owner || !(store.LifeOf(Looker) > now)));
        bool isFree = _owner is null || _owner == owner || _lease <= now;
        if (_due is not { } due || !isDue || !isFree)
        {
            return null;
        }

        (_owner, _lease, _signalled, _due) = (owner, until, null, due < now ? due : now);
        if (Looker is not null)
        {
            (_follower, store.Lives[owner]) = (_follower is null ? null : owner, until);
        }

        return new ClaimedJob(Job with { NextTickAt = _due }, request.OnFailure, request.HaltedAt is not null, request.CancelRequestedAt is not null, Open);
    }

    /// <summary>Follows it.</summary>
    public FollowResult Follow(string owner, DateTimeOffset now, DateTimeOffset until, RequestRecord request)
    {
        bool isQuiet = _due is not null && _signalled is null && Job.State is JobState.Queued or JobState.Running
            && request is { HaltedAt: null, CancelRequestedAt: null } && Open.IsEmpty && (_owner is null || _owner == owner || _lease <= now);
        if (!isQuiet)
        {
            return new FollowResult.NeedsClaim();
        }

        DateTimeOffset? life = store.LifeOf(Looker);
        if (Looker != owner && life > now)
        {
            return new FollowResult.Later(life.Value) { IsElsewhere = Belongs is not null };
        }

        if (_due > now)
        {
            return new FollowResult.Later(_due.Value);
        }

        if (Looker != owner || !(life >= now + ((until - now) * 2 / 3)))
        {
            (_follower, Belongs, store.Lives[owner]) = (Belongs is null ? owner : null, Belongs is null ? null : owner, until);
        }

        return new FollowResult.Followed(new ClaimedJob(Job with { NextTickAt = _due }, request.OnFailure, Halted: false, CancelRequested: false, []));
    }

    /// <summary>Makes it another node's; the claim of its dead owner ends.</summary>
    public void TakeOver(string owner)
    {
        if (Belongs is { } dead)
        {
            Release(dead);
        }

        (Belongs, _follower) = (owner, null);
    }

    /// <summary>When a node that owns it can take it; another's claim is waited for.</summary>
    public DateTimeOffset OwnedAt(string? owner) => _lease is { } lease && _owner != owner && lease > Wanted!.Value ? lease : Wanted!.Value;

    /// <summary>Moves the end of a lease.</summary>
    public bool Extend(string owner, DateTimeOffset until)
    {
        if (_owner != owner)
        {
            return false;
        }

        _follower = until < _lease ? null : _follower;
        _lease = until;
        return true;
    }

    /// <summary>Gives back the claim of an owner; false when it holds none.</summary>
    public bool Release(string owner)
    {
        bool held = _owner == owner;
        (_owner, _lease) = held ? (null, null) : (_owner, _lease);
        return held;
    }

    /// <summary>Writes a step; false when it is not of the present version.</summary>
    public bool Write(JobCommit commit, DateTimeOffset? due)
    {
        bool endsBadly = commit.Next.IsTerminal && commit.Next.State is not JobState.Succeeded;
        if (Job.Version != commit.Next.Version - 1 || (endsBadly && Open.Any(d => !commit.Handled.Contains(d.Id))))
        {
            return false;
        }

        Job = commit.Next with { NextTickAt = null };
        _due = commit.Next.IsTerminal ? null : due;
        _signalled = _due is null ? null : _signalled;
        Belongs = Belongs is null || _due is null ? null : _owner ?? Belongs;
        _follower = commit.Next.State is JobState.Queued or JobState.Running ? _follower : null;
        if (!commit.KeepClaim || commit.Next.IsTerminal)
        {
            (_owner, _lease) = (null, null);
        }

        Note(commit.Events);
        Handle(id => commit.Handled.Contains(id));
        if (commit.Next.IsTerminal)
        {
            Note([.. Open.Select(TooLate)]);
            Handle(_ => true);
        }

        return true;
    }

    /// <summary>Keeps a delivery once.</summary>
    public ReceiveResult Receive(WebhookDelivery delivery, DateTimeOffset at)
    {
        if (_inbox.Exists(kept => kept.Delivery.Id == delivery.Id))
        {
            return ReceiveResult.Repeated;
        }

        _inbox.Add((delivery, HasEnded));
        if (HasEnded)
        {
            Note([TooLate(delivery)]);
            return ReceiveResult.AfterEnd;
        }

        Wake(at);
        return ReceiveResult.Kept;
    }

    /// <summary>Adds to the history.</summary>
    public void Note(ImmutableArray<JobEvent> events)
    {
        foreach (JobEvent happened in events.IsDefault ? [] : events)
        {
            _history.Add(happened with { Sequence = _history.Count + 1 });
        }
    }

    private ImmutableArray<WebhookDelivery> Open =>
        [.. _inbox.Where(kept => !kept.Handled).Select(kept => kept.Delivery).OrderBy(d => d.ReceivedAt)];

    private void Handle(Func<string, bool> which)
    {
        for (int i = 0; i < _inbox.Count; i++)
        {
            _inbox[i] = (_inbox[i].Delivery, _inbox[i].Handled || which(_inbox[i].Delivery.Id));
        }
    }

    private JobEvent TooLate(WebhookDelivery delivery) =>
        new(delivery.ReceivedAt, EventSource.Webhook, "webhook", "A webhook delivery arrived after the job had ended; it changed nothing.") { Body = KeptAnswer.Of(delivery.Body, Job) };
}
