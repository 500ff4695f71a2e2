using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Catalog;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// How a job moves: claim its row, take one step, commit state and history in one conditional update, say when the next step is due. No
/// step holds a transaction while it waits for a network, and a step that loses its claim writes nothing.
/// </summary>
public sealed class JobTick
{
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

    /// <summary>A tick over the given parts.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="schedule">Told of siblings whose step is due because a job moved.</param>
    public JobTick(AgentParts parts, IJobSchedule schedule)
    {
        _schedule = schedule;
        (_ledger, _signals, _catalog, _options, _time) = (parts.Ledger, parts.Signals, parts.Catalog, parts.Options, parts.Time);
        _providers = parts.Providers;
        _submit = new SubmitStep(_ledger, _time);
        _follow = new FollowStep(_time, new LookAgain(_options.FollowLimit));
        _deliver = new DeliverStep(_ledger, parts.Clips, parts.Media, _options, _time);
    }

    /// <summary>Takes one step of a job.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="wake">True takes it before its time.</param>
    /// <param name="cancellationToken">Ends the step where that loses nothing.</param>
    /// <returns>When the next step is due; null at the end of the job.</returns>
    public async Task<DateTimeOffset?> RunAsync(string jobId, bool wake, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (await _ledger.ClaimAsync(jobId, _options.Owner, now, now + _options.Lease, wake, cancellationToken) is not { } claimed)
        {
            return await WhenOthersHaveItAsync(jobId, now, cancellationToken);
        }

        (JobCommit? commit, JobStatus? said) = await StepAsync(claimed, cancellationToken);
        if (commit is not null && await _ledger.CommitAsync(commit, CancellationToken.None))
        {
            Tell(commit.Next, said);
            if (commit.Next.State != claimed.Job.State)
            {
                await WakeSiblingsAsync(commit.Next, alsoQueued: commit.HaltRequest);
            }
        }

        return (await _ledger.FindJobAsync(jobId, CancellationToken.None))?.NextTickAt;
    }

    private async Task<(JobCommit? Commit, JobStatus? Said)> StepAsync(ClaimedJob claimed, CancellationToken cancellationToken)
    {
        Job job = claimed.Job;
        IVideoProvider provider = _providers.TryGetValue(job.Provider, out IVideoProvider? known)
            ? known
            : throw new InvalidOperationException($"The job {job.Id} needs the provider '{job.Provider}', which is not configured here.");
        ProviderSettings settings = await SettingsAsync(job, cancellationToken);
        await using var keeper = new ClaimKeeper(_ledger, job.Id, _options, _time);
        switch (job.State)
        {
            case JobState.Planned:
                return (await _submit.RunAsync(claimed, provider, settings, cancellationToken), null);
            case JobState.Submitting or JobState.SubmissionUnknown or JobState.Queued or JobState.Running:
                return await _follow.RunAsync(claimed, provider, settings, cancellationToken);
            case JobState.Downloading:
                return (await _deliver.RunAsync(claimed, cancellationToken), null);
            default:
                throw new UnreachableException("A job in an end state is never claimed.");
        }
    }

    private async Task<ProviderSettings> SettingsAsync(Job job, CancellationToken cancellationToken)
    {
        ProviderConfig? config = (await _catalog.ReadAsync(cancellationToken)).Provider(job.Provider);
        ModelPreset preset = config?.Find(job.Model)
            ?? throw new InvalidOperationException($"The preset of {job.Model} is gone from the provider config; publish it again so that {job.Id} can be finished.");
        return new ProviderSettings(
            preset, config.MaxParallel, TimeSpan.FromSeconds((double)config.PollIntervalSeconds), config.WebhookUrl is { } url ? new Uri(url.TrimEnd('/') + "/") : null);
    }

    private async Task<DateTimeOffset?> WhenOthersHaveItAsync(string jobId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await _ledger.FindJobAsync(jobId, cancellationToken) is { IsTerminal: false } job
            ? job.NextTickAt > now ? job.NextTickAt : now + _options.Lease / 4
            : null;

    // Planned siblings may have room now; queued ones are cancelled when the request halts.
    private async Task WakeSiblingsAsync(Job job, bool alsoQueued)
    {
        foreach (Job sibling in await _ledger.ListJobsAsync(job.RequestId, CancellationToken.None))
        {
            if (sibling.Id != job.Id && (sibling.State is JobState.Planned || (alsoQueued && sibling.State is JobState.Queued)))
            {
                _schedule.TickAt(sibling.Id, _time.GetUtcNow());
            }
        }
    }

    private void Tell(Job job, JobStatus? said) => _signals.Publish(new JobSignal(job.RequestId, job.Id, job.State)
    {
        Position = (said as JobStatus.Queued)?.Position,
        Progress = (said as JobStatus.Running)?.Progress,
    });
}
