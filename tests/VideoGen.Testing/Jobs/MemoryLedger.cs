using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Testing.Jobs;

/// <summary>
/// A ledger without a disk: what is written stays in a <see cref="MemoryLedgerStore"/>, which several ledgers may share as processes share
/// a file. Keeps every promise of the port but durability. Thread-safe.
/// </summary>
/// <param name="store">The rows.</param>
/// <param name="time">Clock for halts.</param>
public sealed class MemoryLedger(MemoryLedgerStore store, TimeProvider time) : ILedger, IJobOwners, IDisposable
{
    private readonly HashSet<string> _claimers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _freed = new(StringComparer.Ordinal); // those found dead whose claims were given back here
    private bool _isOpen, _hasEnded;

    /// <summary>Raised after something was written about a job.</summary>
    internal event EventHandler? JobsChanged;

    /// <summary>The rows.</summary>
    internal MemoryLedgerStore Store => store;

    /// <inheritdoc/>
    public ValueTask<CreateResult> CreateAsync(NewRequest request, CancellationToken cancellationToken) => Write(() => Create(request), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ReachedCap>> CheckCapsAsync(CapCheck check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);
        return Do(() => Passed(check, CostMicros(check.WantedUsd), CostMicros(check.WantedAtProviderUsd ?? check.WantedUsd)), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) =>
        Do(() => store.Requests.Find(r => r.Id == requestId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyedRequest?> FindRequestByKeyAsync(string requestKey, CancellationToken cancellationToken) =>
        Do(() => FindByKey(requestKey), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) =>
        Do(() => store.Requests.AsEnumerable().Reverse().Take(limit).ToImmutableArray(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsOfAsync(string caller, int limit, CancellationToken cancellationToken) =>
        Do(() => store.Requests.AsEnumerable().Reverse().Where(r => r.Caller == caller).Take(limit).ToImmutableArray(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) =>
        Do(() => store.JobsOf(requestId).Select(row => row.Listed).ToImmutableArray(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListNewestJobsAsync(int limit, CancellationToken cancellationToken) =>
        Do(() => store.Jobs.Values.OrderByDescending(row => row.Number).Take(limit).Select(row => row.Listed).ToImmutableArray(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListUnsettledAsync(int limit, CancellationToken cancellationToken) => Do(
        () => store.Jobs.Values.Where(row => row.Job.IsUnsettled && row.CostMicros > 0).OrderByDescending(row => row.Number).Take(limit).Select(row => row.Listed).ToImmutableArray(),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) => Do(() => Find(jobId)?.Found, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Job?> FindJobOfClipAsync(string path, CancellationToken cancellationToken) =>
        Do(() => store.Jobs.Values.FirstOrDefault(row => row.Job.Clip is { Stored: true } clip && clip.Path == path)?.Listed, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListTwinsAsync(Job job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Do(
            () => store.Jobs.Values.Select(row => row.Listed)
                .Where(other => other.Id != job.Id && job.Payload is not null && (other.Payload, other.Model, other.Provider) == (job.Payload, job.Model, job.Provider)
                    && Math.Abs((other.CreatedAt - job.CreatedAt).TotalDays) < 2)
                .OrderBy(other => other.SubmittedAt).ThenBy(other => other.Id, StringComparer.Ordinal).ToImmutableArray(),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> NoteAsync(string jobId, JobEvent note, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(note);
        return Write(
            () =>
            {
                if (Find(jobId) is not { } row || row.History.Count(e => e.Kind == note.Kind) >= most)
                {
                    return false;
                }

                row.Note([note]);
                store.EnterOutbox(jobId, Micros(note.At));
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<JobEvent>> ListEventsAsync(string jobId, CancellationToken cancellationToken) =>
        Do(() => Find(jobId)?.History ?? [], cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<PendingTick>> ListPendingAsync(CancellationToken cancellationToken) => Do(
        () =>
        {
            store.FreeDead();
            return ListPending();
        },
        cancellationToken);

    private ImmutableArray<PendingTick> ListPending() => [.. store.Jobs.Values.Where(row => !row.HasEnded).OrderBy(row => row.CanBeTakenAt).ThenBy(row => row.Number)
        .Select(row => new PendingTick(row.Job.Id, row.CanBeTakenAt!.Value, row.Follower))];

    /// <inheritdoc/>
    public ValueTask<int> CountPendingAsync(CancellationToken cancellationToken) => Do(() => store.Jobs.Values.Count(row => !row.HasEnded), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ClaimedJob?> ClaimAsync(
        string jobId, string owner, DateTimeOffset now, DateTimeOffset leaseUntil, bool wake, CancellationToken cancellationToken) => Do(
        () =>
        {
            Announce(owner);
            return Find(jobId) is { } row ? row.Claim(owner, Micros(now), Micros(leaseUntil), wake, Request(row)) : null;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<FollowResult> FollowAsync(string jobId, string owner, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken) => Do(
        () =>
        {
            Announce(owner);
            return Find(jobId) is { } row ? row.Follow(owner, Micros(now), Micros(aliveUntil), Request(row)) : new FollowResult.NeedsClaim();
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ExtendAsync(string jobId, string owner, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        Do(() => Find(jobId)?.Extend(owner, Micros(leaseUntil)) ?? false, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> CommitAsync(JobCommit commit, CancellationToken cancellationToken) => Write(() => Commit(commit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<BeginSubmitResult> BeginSubmitAsync(JobCommit commit, int maxParallel, CancellationToken cancellationToken) =>
        Write(() => BeginSubmit(commit, maxParallel), cancellationToken);

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<bool> RequestCancelAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken) => Do(
        () =>
        {
            WakeAll(store.JobsOf(requestId).Where(row => !row.HasEnded), now);
            return store.Change(requestId, r => r with { CancelRequestedAt = r.CancelRequestedAt ?? Micros(now) });
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReceiveResult> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        DateTimeOffset at = Micros(delivery.ReceivedAt);
        return Write(
            () =>
            {
                ReceiveResult result = Find(delivery.JobId)?.Receive(delivery with { ReceivedAt = at }, at) ?? ReceiveResult.UnknownJob;
                if (result is ReceiveResult.AfterEnd)
                {
                    store.EnterOutbox(delivery.JobId, at);
                }

                return result;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<int> ReserveTakeAsync(Job job, int above, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        string place = $"{job.ProjectId}\n{job.EpisodeId}\n{job.SceneNumber}\n{job.ShotOrder}";
        return Do(
            () => store.Takes.TryGetValue(job.Id, out (string, int Number) known) && known.Number > above
                ? known.Number
                : (store.Takes[job.Id] = (place, store.Takes.Values.Where(t => t.Place == place).Select(t => t.Number).Append(above).Max() + 1)).Number,
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Job>> ListTakesAsync(FilmPlace place, CancellationToken cancellationToken) =>
        Do(() => TakesOf(place).Select(row => row.Job with { Payload = null, Responses = null }).ToImmutableArray(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ChooseTakeAsync(string jobId, TakeChoice choice, CancellationToken cancellationToken) => Write(
        () =>
        {
            ImmutableArray<JobCommit> commits = Find(jobId) is { } row ? PlaceTakes.Choose([.. TakesOf(row.Job.Place).Select(r => r.Waiting)], jobId, choice) : [];
            return !commits.IsEmpty && commits.All(Commit);
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<JobTakeOver> TakeOverAsync(string owner, NodeView view, int most, DateTimeOffset now, DateTimeOffset aliveUntil, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Do(
            () =>
            {
                string[] fresh = [.. view.Dead.Where(_freed.Add)];
                bool isAnything = fresh.Length > 0 || !(store.LifeOf(owner) >= Micros(now + ((aliveUntil - now) * 2 / 3)))
                    || store.Jobs.Values.Any(row => !row.HasEnded && row.Belongs != owner && !view.Living.Contains(row.Belongs ?? ""));
                if (!isAnything)
                {
                    return JobTakeOver.Nothing;
                }

                Announce(owner);
                store.Lives[owner] = Micros(aliveUntil);
                foreach (string dead in fresh)
                {
                    _ = store.Jobs.Values.Count(row => row.Release(dead)) + store.Outbox.Values.Count(row => row.Release(dead));
                }

                MemoryLedgerRow[] free = [.. store.Jobs.Values.Where(row => !row.HasEnded && row.Belongs != owner && IsFree(row.Belongs, view))
                    .OrderBy(row => row.Belongs ?? "", StringComparer.Ordinal).ThenBy(row => row.Number)];
                MemoryLedgerRow[] taken = free[..JobTakeOver.Bite(free.Length, view.Count, most)];
                foreach (MemoryLedgerRow row in taken)
                {
                    row.TakeOver(owner);
                }

                return new JobTakeOver(Ticks(taken, owner: null), free.Length - taken.Length);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<int> GiveBackAsync(string owner, CancellationToken cancellationToken) => Do(
        () =>
        {
            MemoryLedgerRow[] own = [.. Owned(owner)];
            Array.ForEach(own, row => row.Belongs = null);
            return own.Length;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<PendingTick>> ListOwnedAsync(string owner, CancellationToken cancellationToken) => Do(
        () =>
        {
            store.FreeDead();
            return Ticks(Owned(owner), owner);
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string?> FindOwnerAsync(string jobId, CancellationToken cancellationToken) =>
        Do(() => Find(jobId) is { HasEnded: false } row ? row.Belongs : null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableDictionary<string, int>> CountOwnedAsync(CancellationToken cancellationToken) => Do(
        () => store.Jobs.Values.Where(row => !row.HasEnded).GroupBy(row => row.Belongs ?? "", StringComparer.Ordinal)
            .ToImmutableDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
        cancellationToken);

    private IEnumerable<MemoryLedgerRow> Owned(string owner) => store.Jobs.Values.Where(row => !row.HasEnded && row.Belongs == owner);

    private bool IsFree(string? owner, NodeView view) => owner is null || (!view.Living.Contains(owner) && (view.Dead.Contains(owner) || !store.Living.Contains(owner)));

    private static ImmutableArray<PendingTick> Ticks(IEnumerable<MemoryLedgerRow> rows, string? owner) =>
        [.. rows.Select(row => new PendingTick(row.Job.Id, row.OwnedAt(owner))).OrderBy(tick => tick.At).ThenBy(tick => tick.JobId, StringComparer.Ordinal)];

    private IEnumerable<MemoryLedgerRow> TakesOf(FilmPlace place) =>
        store.Takes.Where(t => store.Jobs[t.Key].Job.Place == place).OrderBy(t => t.Value.Number).Select(t => store.Jobs[t.Key]);

    private CreateResult Create(NewRequest incoming)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        RequestRecord request = incoming.Request;
        if (request.RequestKey is { } key && FindByKey(key) is { } known)
        {
            return known.InputHash == request.InputHash ? new CreateResult.Existing(known.Request) : new CreateResult.KeyTaken(known.Request);
        }

        if (!incoming.AnotherTake && FindInTheMaking(request) is { } same)
        {
            if (request.RequestKey is { } joins)
            {
                store.JoinedKeys.Add(joins, (same.Id, request.InputHash));
            }

            return new CreateResult.Joined(same);
        }

        int inFlight = store.Jobs.Values.Count(row => !row.HasEnded);
        if (inFlight + incoming.Jobs.Length > incoming.MaxInFlight)
        {
            return new CreateResult.Full(incoming.MaxInFlight.Value, inFlight);
        }

        DateOnly day = Day(request.CreatedAt);
        MemoryLedgerRow[] rows = [.. incoming.Jobs.Select((job, i) => new MemoryLedgerRow(store, job, Micros(request.CreatedAt), store.Jobs.Count + i) { Day = day, Belongs = incoming.Owner })];
        long cost = rows.Sum(row => row.CostMicros);
        if (Passed(incoming.Caps, cost + CostMicros(incoming.ToComeUsd), cost + CostMicros(incoming.ToComeAtProviderUsd ?? incoming.ToComeUsd)) is { IsEmpty: false } passed)
        {
            return new CreateResult.CapsReached(passed);
        }

        if (incoming.Owner is { } owner)
        {
            Announce(owner);
        }

        store.Requests.Add(request);
        foreach (MemoryLedgerRow row in rows)
        {
            row.Note([new(request.CreatedAt, EventSource.Caller, "state", "Planned.") { To = JobState.Planned }]);
            store.Jobs.Add(row.Job.Id, row);
            store.EnterOutbox(row.Job.Id, Micros(request.CreatedAt));
        }

        return new CreateResult.Created();
    }

    private RequestRecord? FindInTheMaking(RequestRecord order) => order.OrderHash is null ? null : store.Requests.FindLast(known =>
        known.OrderHash == order.OrderHash
        && known.CancelRequestedAt is null
        && store.JobsOf(known.Id).Any(row => !row.HasEnded));

    private KeyedRequest? FindByKey(string key) =>
        store.Requests.Find(r => r.RequestKey == key) is { } made ? new KeyedRequest(made, made.InputHash)
        : store.JoinedKeys.TryGetValue(key, out (string RequestId, string InputHash) joined)
            ? new KeyedRequest(store.Requests.Single(r => r.Id == joined.RequestId), joined.InputHash)
            : null;

    private ImmutableArray<ReachedCap> Passed(CapCheck check, long wanted, long wantedOfOne)
    {
        DateOnly day = Day(check.At);
        return
        [
            .. Passed("project_cap_usd", null, check.ProjectId is null ? null : check.ProjectCapUsd, wanted, row => row.Job.ProjectId == check.ProjectId),
            .. Passed("project_cap_usd", check.Provider?.Provider, check.ProjectId is null ? null : check.Provider?.ProjectCapUsd, wantedOfOne, row => row.Job.ProjectId == check.ProjectId),
            .. Passed("day_cap_usd", null, check.DayCapUsd, wanted, row => row.Day == day),
            .. Passed("day_cap_usd", check.Provider?.Provider, check.Provider?.DayCapUsd, wantedOfOne, row => row.Day == day),
        ];
    }

    private ImmutableArray<ReachedCap> Passed(string cap, string? provider, decimal? limit, long wanted, Func<MemoryLedgerRow, bool> counts)
    {
        long used = store.Jobs.Values.Where(row => counts(row) && (provider is null || row.Job.Provider == provider)).Sum(row => row.CostMicros);
        return limit is { } most && wanted > 0 && used + wanted > decimal.Floor(most * 1_000_000m) ? [new(cap, most, used / 1_000_000m) { Provider = provider }] : [];
    }

    private static long CostMicros(decimal usd) => (long)decimal.Ceiling(usd * 1_000_000m);

    private bool Commit(JobCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        Job next = commit.Next;
        if (!next.IsTerminal && next.NextTickAt is null)
        {
            throw new ArgumentException($"Job {next.Id} is in no end state and would never be stepped again.", nameof(commit));
        }

        if (Find(next.Id) is not { } row || !row.Write(commit, next.NextTickAt is { } due ? Micros(due) : null))
        {
            return false;
        }

        DateTimeOffset now = Micros(time.GetUtcNow());
        if (commit.ChangesRecord)
        {
            store.EnterOutbox(next.Id, now);
        }

        if (commit.HaltRequest)
        {
            store.Change(next.RequestId, r => r with { HaltedAt = r.HaltedAt ?? now });
            WakeAll(store.JobsOf(next.RequestId).Where(sibling => sibling != row && sibling.Job.State is JobState.Planned or JobState.Queued), now);
        }

        return true;
    }

    private BeginSubmitResult BeginSubmit(JobCommit commit, int maxParallel)
    {
        ArgumentNullException.ThrowIfNull(commit);
        Job next = commit.Next;
        return Find(next.Id) is not { } row || row.Job.Version != next.Version - 1 ? BeginSubmitResult.Conflict
            : Request(row) is { HaltedAt: not null } or { CancelRequestedAt: not null } ? BeginSubmitResult.Halted
            : store.JobsOf(next.RequestId).Count(sibling => sibling != row && ComesFirst(sibling.Job, next)) >= maxParallel ? BeginSubmitResult.Busy
            : Commit(commit with { KeepClaim = true }) ? BeginSubmitResult.Begun
            : BeginSubmitResult.Conflict;
    }

    private static bool ComesFirst(Job sibling, Job job) =>
        sibling.IsAtProvider || (sibling.State is JobState.Planned && sibling.SegmentIndex < job.SegmentIndex);

    private RequestRecord Request(MemoryLedgerRow row) => store.Requests.Single(r => r.Id == row.Job.RequestId);

    private MemoryLedgerRow? Find(string jobId) => store.Jobs.GetValueOrDefault(jobId);

    private static void WakeAll(IEnumerable<MemoryLedgerRow> rows, DateTimeOffset now)
    {
        foreach (MemoryLedgerRow row in rows)
        {
            row.Wake(Micros(now));
        }
    }

    private static DateTimeOffset Micros(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>Says that a claimer lives, before its first claim; what arrives after the end is the claim of a dead one. The gate is held.</summary>
    internal void Announce(string owner)
    {
        if (_hasEnded)
        {
            store.Dead.Add(owner);
            return;
        }

        store.Living.Add(owner);
        _claimers.Add(owner);
        store.Dead.Remove(owner);
    }

    /// <summary>Begins with the store, once. The gate is held.</summary>
    internal void Open()
    {
        if (!_isOpen)
        {
            _isOpen = true;
            store.FreeDead();
        }
    }

    /// <summary>The claimers of this ledger are no more.</summary>
    public void Dispose()
    {
        lock (store.Gate)
        {
            _hasEnded = true;
            store.Living.ExceptWith(_claimers);
            store.Dead.UnionWith(_claimers);
        }
    }

    private async ValueTask<T> Write<T>(Func<T> work, CancellationToken cancellationToken)
    {
        T answer = await Do(work, cancellationToken);
        JobsChanged?.Invoke(this, EventArgs.Empty);
        return answer;
    }

    private ValueTask<T> Do<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (store.Gate)
        {
            Open();
            return ValueTask.FromResult(work());
        }
    }
}
