using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Catalog;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// How a job moves: claim its row, take one step, commit state and history in one conditional update, say when the next step is due. No
/// step holds a transaction while it waits for a network, and of two processes that step one job at once only one writes.
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
    private readonly StepWriter _writer;
    private readonly StepTroubles _troubles;

    /// <summary>A tick over the given parts.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="schedule">Told of siblings whose step is due because a job moved.</param>
    public JobTick(AgentParts parts, IJobSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _schedule = schedule;
        (_ledger, _signals, _catalog, _options, _time) = (parts.Ledger, parts.Signals, parts.Catalog, parts.Options, parts.Time);
        (_providers, _troubles) = (parts.Providers, parts.Troubles);
        _submit = new SubmitStep(_ledger, _time);
        _follow = new FollowStep(_time, new LookAgain(_options.FollowLimit));
        _deliver = new DeliverStep(_ledger, parts.Clips, parts.Media, _options, _time);
        _writer = new StepWriter(_ledger, _time);
    }

    /// <summary>Takes one step of a job.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="wake">True takes it before its time.</param>
    /// <param name="cancellationToken">Ends the step where that loses nothing.</param>
    /// <returns>When the next step is due; null at the end of the job.</returns>
    public async Task<DateTimeOffset?> RunAsync(string jobId, bool wake, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            DateTimeOffset? next = await ClaimAndRunAsync(jobId, wake, cancellationToken);
            _troubles.Worked(jobId);
            return next;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _troubles.Failed(jobId, e);
            throw;
        }
    }

    private async Task<DateTimeOffset?> ClaimAndRunAsync(string jobId, bool wake, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (await _ledger.ClaimAsync(jobId, _options.Owner, now, now + _options.Lease, wake, CancellationToken.None) is { } claimed)
        {
            await RunAsync(claimed, cancellationToken);
        }

        return (await _ledger.FindJobAsync(jobId, CancellationToken.None))?.NextTickAt;
    }

    private async Task RunAsync(ClaimedJob claimed, CancellationToken cancellationToken)
    {
        JobCommit? written;
        JobStatus? said;
        await using var keeper = new ClaimKeeper(_ledger, claimed.Job.Id, _options, _time);
        try
        {
            (JobCommit? commit, said) = await StepAsync(claimed, cancellationToken);
            written = commit is null ? null : await _writer.WriteAsync(claimed.Job, commit, cancellationToken);
        }
        catch
        {
            await keeper.GiveBackAsync();
            throw;
        }

        if (written is null)
        {
            await keeper.GiveBackAsync();
            return;
        }

        Tell(written.Next, said);
        if (written.Next.State != claimed.Job.State)
        {
            await WakeSiblingsAsync(written);
        }

        if (written.Next.State is JobState.Succeeded)
        {
            _deliver.CleanUp(written.Next);
        }
    }

    private async Task<(JobCommit? Commit, JobStatus? Said)> StepAsync(ClaimedJob claimed, CancellationToken cancellationToken)
    {
        Job job = claimed.Job;
        if (job.State is JobState.Downloading)
        {
            return (await _deliver.RunAsync(claimed, cancellationToken), null);
        }

        IVideoProvider provider = _providers.TryGetValue(job.Provider, out IVideoProvider? known)
            ? known
            : throw new InvalidOperationException($"The job {job.Id} needs the provider '{job.Provider}', which is not configured here.");
        ProviderSettings settings = ProviderSettings.Of((await _catalog.ReadAsync(cancellationToken)).Provider(job.Provider), job);
        return job.State switch
        {
            JobState.Planned => (await _submit.RunAsync(claimed, provider, settings, cancellationToken), null),
            JobState.Submitting or JobState.SubmissionUnknown or JobState.Queued or JobState.Running =>
                await _follow.RunAsync(claimed, provider, settings, cancellationToken),
            _ => throw new UnreachableException("A job in an end state is never claimed."),
        };
    }

    // Planned siblings may have room now, or are not to be attempted; queued ones are cancelled when the request halts.
    private async Task WakeSiblingsAsync(JobCommit written)
    {
        foreach (Job sibling in await _ledger.ListJobsAsync(written.Next.RequestId, CancellationToken.None))
        {
            if (sibling.Id != written.Next.Id && (sibling.State is JobState.Planned || (written.HaltRequest && sibling.State is JobState.Queued)))
            {
                _schedule.TickAt(sibling.Id, _time.GetUtcNow());
            }
        }
    }

    private void Tell(Job job, JobStatus? said) => _signals.Publish(new JobSignal(job.RequestId, job.Id, job.Version, job.State)
    {
        Position = (said as JobStatus.Queued)?.Position,
        Progress = (said as JobStatus.Running)?.Progress,
    });
}
