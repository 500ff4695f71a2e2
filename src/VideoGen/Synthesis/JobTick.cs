using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Catalog;
using VideoGen.Continuing;
using VideoGen.Finishing;
using VideoGen.Jobs;
using VideoGen.Previews;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>
/// How a job moves: claim its row, take one step, commit state and history in one conditional update, say when the next step is due. A look
/// at the provider that learns nothing needs no claim and writes nothing. No step holds a transaction while it waits for a network, and of two processes that step one job at once only one writes.
/// </summary>
public sealed class JobTick
{
    private static readonly TimeSpan WhileClaimed = TimeSpan.FromMilliseconds(250);

    private readonly ILedger _ledger;
    private readonly IJobSignals _signals;
    private readonly ICatalog _catalog;
    private readonly ImmutableDictionary<string, IVideoProvider> _providers;
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly IJobSchedule _schedule;
    private readonly SubmitStep _submit;
    private readonly FollowStep _follow;
    private readonly DeliverStep _deliver;
    private readonly BillReader _bills;
    private readonly StepWriter _writer;
    private readonly StepFaults _faults;
    private readonly LastLooks _looks;
    private readonly PreviewWorker? _previews;
    private readonly UnbilledRetry _retry;
    private readonly SeamRecords _seams;
    private readonly IJobOwners? _owners;

    /// <summary>A tick over the given services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="schedule">Called for siblings whose step is due because a job moved.</param>
    public JobTick(AgentServices services, IJobSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(services);
        _schedule = schedule;
        (_ledger, _signals, _catalog, _options, _time) = (services.Ledger, services.Signals, services.Catalog, services.Options, services.Time);
        (_providers, _faults, _looks, _previews) = (services.Providers, services.Faults, services.Looks, services.PreviewWorker);
        var lookAgain = new LookAgain(_options.FollowLimit, _options.ThrottledLimit, _options.SlowestLook, _options.LooksPerSecond, schedule, services.Nodes);
        _submit = new SubmitStep(_ledger, _time, lookAgain, services.Nodes);
        _follow = new FollowStep(_ledger, _time, lookAgain, services.Nodes, services.Owners);
        _deliver = new DeliverStep(_ledger, services.Clips, services.Media, services.Signer, new FinishStep(services.Finisher, services.Pictures, services.Media, services.Signer, _options, _time),
            new EndsStep(services.Finisher, services.Pictures, services.Stills, _options, _time), _options, _time, lookAgain);
        _writer = new StepWriter(_ledger, _time);
        _bills = new BillReader(services);
        _retry = new UnbilledRetry(services, schedule);
        _seams = new SeamRecords(_ledger, _time);
        _owners = services.Owners;
    }

    /// <summary>Takes one step of a job, unless it turns out to be of another kind than there is a place for.</summary>
    /// <param name="ask">The step.</param>
    /// <param name="cancellationToken">Ends the step where that loses nothing.</param>
    /// <returns>The next step here; null at the end of the job, or when another node schedules it.</returns>
    public async Task<NextStep?> RunAsync(TickAsk ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            NextStep? next = await LookOrStepAsync(ask, cancellationToken);
            _faults.Worked(ask.JobId);
            return next;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _faults.Failed(ask.JobId, e);
            throw;
        }
    }

    // What is only to be looked at is claimed when the look has learned something.
    private async Task<NextStep?> LookOrStepAsync(TickAsk ask, CancellationToken cancellationToken)
    {
        if (ask is { Wake: true } or not { Kind: StepKind.Follow })
        {
            return await ClaimAndRunAsync(ask, null, cancellationToken);
        }

        DateTimeOffset now = _time.GetUtcNow();
        switch (await _ledger.FollowAsync(ask.JobId, _options.Owner, now, now + _options.Lease, CancellationToken.None))
        {
            case FollowResult.Later { IsElsewhere: true }:
                return null;
            case FollowResult.Later later:
                return new NextStep(later.At, StepKind.Follow);
            case FollowResult.Followed { Job.Job: { ProviderJob: { } known } job } when _providers.TryGetValue(job.Provider, out IVideoProvider? provider):
                ask.Ids.Become(job);
                (JobStatus said, DateTimeOffset? again) = await _follow.LookAsync(job, known, provider, await SettingsAsync(job, cancellationToken), cancellationToken);
                if (again is null)
                {
                    return await ClaimAndRunAsync(ask, (job.Version, said), cancellationToken);
                }

                Tell(job, said);
                return new NextStep(again.Value, StepKind.Follow);
            default:
                return await ClaimAndRunAsync(ask, null, cancellationToken);
        }
    }

    private async Task<NextStep?> ClaimAndRunAsync(TickAsk ask, (long Version, JobStatus Said)? look, CancellationToken cancellationToken)
    {
        bool isOwn = false;
        DateTimeOffset now = _time.GetUtcNow();
        if (await _ledger.ClaimAsync(ask.JobId, _options.Owner, now, now + _options.Lease, ask.Wake, CancellationToken.None) is { } claimed)
        {
            ask.Ids.Become(claimed.Job);
            await (NextStep.KindOf(claimed.Job) == ask.Kind
                ? RunAsync(claimed, look?.Version == claimed.Job.Version ? look.Value.Said : null, cancellationToken)
                : _ledger.ExtendAsync(ask.JobId, _options.Owner, _time.GetUtcNow(), CancellationToken.None).AsTask());
        }
        else if (_owners is not null && await _owners.FindOwnerAsync(ask.JobId, CancellationToken.None) is { } owner)
        {
            if (owner != _options.Owner)
            {
                return null;
            }

            isOwn = true;
        }

        // Whoever waits for an end has its answer by now: what is read of the bill keeps only one step from others.
        Job? job = await _ledger.FindJobAsync(ask.JobId, CancellationToken.None);
        NextStep? next = NextStep.Of(job is { IsTerminal: true, BillToRead: true } ? await _bills.ReadAsync(job, cancellationToken) : job);
        return isOwn && next is { } later ? Sooner(later) : next;
    }

    // Another node claims what this one owns (a webhook came to it, a call waits there). It may give the claim back at once, and reports that to nobody.
    private NextStep Sooner(NextStep next)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return next.At > now + WhileClaimed && next.At <= now + _options.Lease ? next with { At = now + WhileClaimed } : next;
    }

    private async Task RunAsync(ClaimedJob claimed, JobStatus? read, CancellationToken cancellationToken)
    {
        JobCommit? written;
        JobStatus? said;
        using Activity? span = AgentTraces.Step(claimed.Job);
        await using var renewal = new ClaimRenewal(_ledger, claimed.Job.Id, _options, _time);
        try
        {
            (JobCommit? commit, said) = await StepAsync(claimed, read, cancellationToken);
            written = commit is null ? null : await _writer.WriteAsync(claimed.Job, _retry.WithNotice(commit, claimed), cancellationToken);
            AgentTraces.End(span, written);
        }
        catch (Exception e)
        {
            AgentTraces.Fail(span, e.GetType().FullName!);
            await renewal.GiveBackAsync();
            throw;
        }

        if (written is null)
        {
            await renewal.GiveBackAsync();
            return;
        }

        Tell(written.Next, said);
        if (written.Next.State != claimed.Job.State)
        {
            await WakeSiblingsAsync(written);
        }

        if (written.Next.State is JobState.Failed)
        {
            await _retry.OrderAsync(written.Next);
        }

        if (written.Next.State is JobState.Succeeded)
        {
            await _ledger.FlushAsync(CancellationToken.None);
            _previews?.Add(written.Next, _options.WorkFile(written.Next.Id));
            _deliver.CleanUp(written.Next);
            await _seams.AddAsync(written.Next);
        }
    }

    private async Task<(JobCommit? Commit, JobStatus? Said)> StepAsync(ClaimedJob claimed, JobStatus? read, CancellationToken cancellationToken)
    {
        Job job = claimed.Job;
        if (job.State is JobState.Downloading)
        {
            return (await _deliver.RunAsync(claimed, _providers.GetValueOrDefault(job.Provider), cancellationToken), null);
        }

        IVideoProvider provider = _providers.TryGetValue(job.Provider, out IVideoProvider? known)
            ? known
            : throw new InvalidOperationException($"The job {job.Id} needs the provider '{job.Provider}', which is not configured here.");
        ProviderSettings settings = await SettingsAsync(job, cancellationToken);
        return job.State switch
        {
            JobState.Planned => (await _submit.RunAsync(claimed, provider, settings, cancellationToken), null),
            JobState.Submitting or JobState.SubmissionUnknown or JobState.Queued or JobState.Running =>
                await _follow.RunAsync(claimed, read, provider, settings, cancellationToken),
            _ => throw new UnreachableException("A job in an end state is never claimed."),
        };
    }

    private async ValueTask<ProviderSettings> SettingsAsync(Job job, CancellationToken cancellationToken)
    {
        ProviderSettings settings = ProviderSettings.Of((await _catalog.ReadAsync(cancellationToken)).Provider(job.Provider), job);
        return _providers.TryGetValue(job.Provider, out IVideoProvider? provider) ? settings.WithPollLimit(provider, job) : settings;
    }

    // Planned siblings may have room now, or are not to be attempted; queued ones are cancelled when the request halts.
    private async Task WakeSiblingsAsync(JobCommit written)
    {
        foreach (Job sibling in await _ledger.ListJobsAsync(written.Next.RequestId, CancellationToken.None))
        {
            if (sibling.Id != written.Next.Id && (sibling.State is JobState.Planned || (written.HaltRequest && sibling.State is JobState.Queued)))
            {
                _schedule.TickAt(sibling.Id, _time.GetUtcNow(), NextStep.KindOf(sibling));
            }
        }
    }

    private void Tell(Job job, JobStatus? said)
    {
        var signal = new JobSignal(job.RequestId, job.Id, job.Version, job.State)
        {
            Position = (said as JobStatus.Queued)?.Position,
            Progress = (said as JobStatus.Running)?.Progress,
        };
        _looks.Saw(signal);
        _signals.Publish(signal);
    }
}
