using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Auditing;

/// <summary>
/// Plays the jobs of a request again: they are moved by the core itself, whose provider answers what was recorded. States, costs and clips must come out
/// as they are in the bundle; every difference is a problem with its place.
/// </summary>
/// <param name="bundle">The bundle.</param>
/// <param name="documents">Its documents.</param>
/// <param name="folder">An empty folder.</param>
/// <param name="openLedger">Opens an empty ledger in it.</param>
internal sealed class AuditReplay(AuditBundle bundle, AuditDocuments documents, string folder, Func<string, TimeProvider, ILedger> openLedger)
{
    private const string Token = "replay";
    private const int MostSteps = 8;
    private static readonly TimeSpan Patient = TimeSpan.FromDays(3650);

    /// <summary>Moves the jobs again.</summary>
    /// <returns>How many jobs were replayed, and how many clips were proved again.</returns>
    public async Task<(int Jobs, int Clips)> RunAsync(List<Problem> problems, List<string> notices, CancellationToken cancellationToken)
    {
        ImmutableArray<Job> jobs = [.. documents.Jobs.Where(job => CanBePlayed(job, notices))];
        if (jobs.IsEmpty || documents.Catalog is not { } catalog)
        {
            if (!jobs.IsEmpty)
            {
                notices.Add("The jobs are not replayed: the catalog of the order is not in the bundle.");
            }

            return (0, 0);
        }

        var time = new ReplayTime(documents.Record.CreatedAt);
        ILedger ledger = openLedger(folder, time);
        try
        {
            var provider = new RecordedProvider(jobs[0].Provider, jobs);
            int clips = await ExtractAsync(jobs, provider, cancellationToken);
            using var parts = new ReplayParts(catalog, ledger, provider, folder, time, FollowLimit(jobs));
            await OrderAsync(jobs, ledger, cancellationToken);
            await PlayAsync(jobs, provider, parts, time, cancellationToken);
            foreach (Job job in jobs)
            {
                Job replayed = (await ledger.FindJobAsync(job.Id, cancellationToken))!;
                bool isSettled = documents.Events[job.Id].Any(e => e is { Source: EventSource.Caller, Kind: "note" } && e.Message.StartsWith(Settlement.Opening, StringComparison.Ordinal));
                Compare(job, replayed, Course(documents.Events[job.Id]), Course(await ledger.ListEventsAsync(job.Id, cancellationToken)), provider.Clips.ContainsKey(job.Id), isSettled, problems, notices);
            }

            return (jobs.Length, clips);
        }
        finally
        {
            await ((ledger as IAsyncDisposable)?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private bool CanBePlayed(Job job, List<string> notices)
    {
        string? reason = job.SubmittedAt is not null && job.Exchanges.IsEmpty ? "an older version made it and kept no answers of the provider"
            : job.Exchanges.Length >= ProviderExchange.Most ? $"more than {ProviderExchange.Most} answers of the provider came, and only those are kept"
            : IsBehindUnreadEnd(job) ? "it was not bought because the end of the clip before it could not be read, and that clip is not in the bundle"
            : null;
        if (reason is not null)
        {
            notices.Add($"{AuditNames.Job(job.Id)}: {job.SegmentId} is not replayed: {reason}.");
        }

        return reason is null;
    }

    private bool IsBehindUnreadEnd(Job job) =>
        job is { State: JobState.NotAttempted, Continuity: Continuity.Chain, Continues: { } before }
        && documents.Jobs.FirstOrDefault(j => j.SegmentId == before) is { State: JobState.Succeeded, Clip: { LastFrame: null } clip } && !bundle.Names.Contains(AuditNames.Clip(clip.Path));

    // Whoever set the patience of the agent is not in the bundle; when it ended is.
    private static TimeSpan FollowLimit(ImmutableArray<Job> jobs) => jobs.Where(j => j is { State: JobState.Expired, SubmittedAt: not null, CompletedAt: not null })
        .Select(j => j.CompletedAt!.Value - j.SubmittedAt!.Value).Append(Patient).Min();

    private async Task<int> ExtractAsync(ImmutableArray<Job> jobs, RecordedProvider provider, CancellationToken cancellationToken)
    {
        HashSet<string> held = [.. bundle.Names];
        foreach (Job job in jobs.Where(j => j.Clip is { Stored: true }))
        {
            string name = AuditNames.Clip(job.Clip!.Path);
            if (held.Contains(name))
            {
                string file = Path.Combine(folder, $"clip-{provider.Clips.Count}");
                await bundle.ExtractAsync(name, file, cancellationToken);
                provider.Clips[job.Id] = FileAddress.Of(file);
            }
        }

        return provider.Clips.Count;
    }

    private async Task OrderAsync(ImmutableArray<Job> jobs, ILedger ledger, CancellationToken cancellationToken)
    {
        RequestRecord request = documents.Record with { HaltedAt = null, CancelRequestedAt = null, RequestKey = null, OrderHash = null, Source = null };
        await ledger.CreateAsync(new NewRequest(request, [.. jobs.Select(Planned)]) { AnotherTake = true }, cancellationToken);
        foreach (Job job in jobs.Where(j => j.Clip is not null))
        {
            await ledger.ReserveTakeAsync(job, above: job.Clip!.Take - 1, cancellationToken);
        }
    }

    private Job Planned(Job job) => job with
    {
        Version = 1,
        State = JobState.Planned,
        Continuity = job.SubmittedAt is null && job.Exchanges.IsEmpty ? job.Continuity : Continuity.None, // what it began with is in its answers; a replay decodes nothing
        ReservedUsd = documents.Record.Plan.Segments.FirstOrDefault(s => s.SegmentId == job.SegmentId)?.EstimatedCostUsd ?? 0,
        BilledUsd = null,
        BilledSeconds = null,
        BilledUnits = null,
        BillToRead = false,
        Payload = null,
        WebhookToken = Token,
        ProviderJob = null,
        ProviderClip = null,
        Clip = null,
        Choice = null,
        Failure = null,
        UnreachableReads = 0,
        UnreadSince = null,
        Responses = null,
        Exchanges = [],
        Fault = null,
        ThrottledSince = null,
        ThrottledUntil = null,
        RunsOn = false,
        CancelSentAt = null,
        DownloadAttempts = 0,
        SubmittedAt = null,
        RunningAt = null,
        CompletedBy = null,
        CompletedAt = null,
        NextTickAt = job.CreatedAt,
    };

    private async Task PlayAsync(ImmutableArray<Job> jobs, RecordedProvider provider, ReplayParts parts, ReplayTime time, CancellationToken cancellationToken)
    {
        ILedger ledger = parts.Services.Ledger;
        var tick = new JobTick(parts.Services, parts);
        var intake = new WebhookIntake(parts.Services, parts);
        foreach (Moment moment in Moments(jobs))
        {
            time.MoveTo(moment.At);
            if (moment.Delivery is { } delivery)
            {
                await intake.TakeAsync($"{delivery.JobId}.{Token}", delivery.Id, delivery.Body, cancellationToken, proof: delivery.Proof);
            }
            else if (moment.Job is { } job)
            {
                await StepAsync(job, moment, provider, tick, ledger, cancellationToken);
            }
            else
            {
                await ledger.RequestCancelAsync(documents.Record.Id, moment.At, cancellationToken);
            }
        }
    }

    private static async Task StepAsync(Job job, Moment moment, RecordedProvider provider, JobTick tick, ILedger ledger, CancellationToken cancellationToken)
    {
        provider.Playing = job.Id;
        for (int step = 0; step < MostSteps; step++)
        {
            Job now = (await ledger.FindJobAsync(job.Id, cancellationToken))!;
            bool isPlayed = moment.Answer is { } answer ? provider.PlayedOf(job.Id) > answer : moment.Course is { } course && Course(await ledger.ListEventsAsync(job.Id, cancellationToken)).Length >= course;
            if (isPlayed || (now.IsTerminal && !now.BillToRead) || (now.State is JobState.Downloading && !provider.Clips.ContainsKey(job.Id)))
            {
                return;
            }

            await tick.RunAsync(new TickAsk(job.Id, NextStep.KindOf(now), Wake: true), cancellationToken);
            if (moment is { Answer: null, Course: null })
            {
                return;
            }
        }
    }

    // At one time: the wish to cancel first, then what came by itself, then what was asked.
    private IEnumerable<Moment> Moments(ImmutableArray<Job> jobs)
    {
        var moments = new List<Moment>();
        if (documents.Record.CancelRequestedAt is { } cancelled)
        {
            moments.Add(new(cancelled, 0));
        }

        HashSet<string> played = [.. jobs.Select(j => j.Id)];
        moments.AddRange(documents.Deliveries.Where(d => played.Contains(d.Delivery.JobId)).Select(d => new Moment(d.Delivery.ReceivedAt, 1) { Delivery = d.Delivery }));
        foreach (Job job in jobs)
        {
            moments.AddRange(job.Exchanges.Select((e, i) => e.Kind is ExchangeKind.Delivery ? new Moment(e.At, 2) { Job = job } : new Moment(e.At, 2) { Job = job, Answer = i }));
            int course = 0;
            moments.AddRange(documents.Events[job.Id].Where(e => e is { From: not null, To: not null }).Select(e => new Moment(e.At, 3) { Job = job, Course = ++course }));
        }

        return moments.OrderBy(m => m.At).ThenBy(m => m.Rank).ThenBy(m => m.Job?.SegmentIndex ?? -1);
    }

    private static ImmutableArray<string> Course(ImmutableArray<JobEvent> events) =>
        [.. events.Where(e => e is { From: not null, To: not null }).Select(e => $"{ReplayDifference.Word(e.From!.Value)} → {ReplayDifference.Word(e.To!.Value)}")];

    private static void Compare(Job job, Job replayed, ImmutableArray<string> recorded, ImmutableArray<string> course, bool hasClip, bool isSettled, List<Problem> problems, List<string> notices)
    {
        string place = AuditNames.Job(job.Id);
        if (Unplayable(job, recorded, hasClip) is { } upTo)
        {
            notices.Add($"{place}: {upTo.Reason}");
            int delivering = recorded.ToList().FindIndex(step => step.EndsWith(ReplayDifference.Word(JobState.Downloading), StringComparison.Ordinal)) + 1;
            (recorded, course) = (recorded[..delivering], course.Length > delivering ? course[..delivering] : course);
        }

        if (!recorded.SequenceEqual(course))
        {
            problems.Add(ReplayDifference.At(AuditNames.Events(job.Id), string.Join(", ", recorded), string.Join(", ", course)));
        }

        List<(string Name, object? Recorded, object? Replayed)> pairs =
        [
            ("provider_job/request_id", job.ProviderJob?.RequestId, replayed.ProviderJob?.RequestId), ("billed_usd", job.BilledUsd, replayed.BilledUsd), ("billed_seconds", job.BilledSeconds, replayed.BilledSeconds), ("billed_units", job.BilledUnits, replayed.BilledUnits), ("reserved_usd", job.ReservedUsd, replayed.ReservedUsd),
        ];
        if (isSettled)
        {
            notices.Add($"{place}: a person settled what was billed, and its history says who; the replay does not compare it.");
            pairs.RemoveAll(p => p.Name.StartsWith("billed_", StringComparison.Ordinal) || p.Name == "reserved_usd");
        }

        if (!hasClip && job.Clip is not null)
        {
            pairs.RemoveAll(p => p.Recorded is null);
        }
        else if (job.Clip is not null)
        {
            Clip clip = job.Clip;
            Clip? again = replayed.Clip;
            pairs.AddRange([
                ("clip/sha256", clip.Sha256, again?.Sha256), ("clip/file_size", clip.FileSize, again?.FileSize), ("clip/path", clip.Path, again?.Path), ("clip/duration_seconds", clip.DurationSeconds, again?.DurationSeconds),
                ("clip/width", clip.Width, again?.Width), ("clip/height", clip.Height, again?.Height), ("clip/frames", clip.Frames, again?.Frames), ("clip/frames_per_second", clip.FramesPerSecond, again?.FramesPerSecond), ("clip/codec", clip.Codec, again?.Codec),
            ]);
        }

        if (job.State is not JobState.Downloading && replayed.State == job.State)
        {
            pairs.Add(("failure/error", job.Failure?.Error, replayed.Failure?.Error));
        }

        problems.AddRange(pairs.Where(p => !Equals(p.Recorded, p.Replayed)).Select(p => ReplayDifference.At($"{place}#/{p.Name}", Text(p.Recorded), Text(p.Replayed))));
    }

    private static (string Reason, bool Any)? Unplayable(Job job, ImmutableArray<string> recorded, bool hasClip)
    {
        bool wasDelivering = recorded.Any(step => step.EndsWith(ReplayDifference.Word(JobState.Downloading), StringComparison.Ordinal));
        return !wasDelivering ? null
            : job.Clip is null || !job.Clip.Stored ? ("the clip was not delivered; how it failed is in its history and is not replayed.", true)
            : !hasClip ? ("the clip is not in the bundle, only its hash; its delivery is not replayed.", true)
            : recorded.Count(step => step.EndsWith(ReplayDifference.Word(JobState.Downloading), StringComparison.Ordinal)) > 1 ? ("the clip was delivered again later; only the first delivery is replayed.", true)
            : null;
    }

    private static string Text(object? value) => value is null ? "nothing" : FormattableString.Invariant($"{value}");

    /// <summary>Something that happens in a replay.</summary>
    /// <param name="At">When.</param>
    /// <param name="Rank">What comes first of what happens at one time.</param>
    private sealed record Moment(DateTimeOffset At, int Rank)
    {
        /// <summary>The job that is stepped; null where the caller cancels, or a delivery comes.</summary>
        public Job? Job { get; init; }

        /// <summary>Position of the answer that is to be played by then.</summary>
        public int? Answer { get; init; }

        /// <summary>How many changes of state are to have happened by then.</summary>
        public int? Course { get; init; }

        /// <summary>A delivery that comes.</summary>
        public WebhookDelivery? Delivery { get; init; }
    }
}
