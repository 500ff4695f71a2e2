using System.Diagnostics;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// From submitted to an end at the provider: hear the webhook deliveries first, pass on the wish to cancel, else read the status. Webhook
/// and poll may come in any order, any number of times; the first to say "done" wins, the others find the job further on.
/// </summary>
internal sealed class FollowStep(TimeProvider time, LookAgain lookAgain)
{
    /// <summary>The step, and what the provider said where that is worth telling those who wait.</summary>
    public async Task<(JobCommit Commit, JobStatus? Said)> RunAsync(
        ClaimedJob claimed, IVideoProvider provider, ProviderSettings settings, CancellationToken cancellationToken)
    {
        var job = claimed.Job;
        var history = new List<JobEvent>();
        (JobCommit Commit, JobStatus? Said) step = Hear(claimed, provider, settings, ref job, history) is { } heard
            ? (Move(job, heard, EventSource.Webhook, settings), heard)
            : await AskAsync(job, claimed, provider, settings, history, cancellationToken);
        return (step.Commit with { Events = [.. history, .. step.Commit.Events], Handled = [.. claimed.Deliveries.Select(d => d.Id)] }, step.Said);
    }

    private static JobStatus? Hear(ClaimedJob claimed, IVideoProvider provider, ProviderSettings settings, ref Job job, List<JobEvent> history)
    {
        JobStatus? heard = null;
        foreach (WebhookDelivery delivery in claimed.Deliveries)
        {
            DeliveryReading? reading = provider.ReadDelivery(SubmitStep.Submission(job, settings.WebhookUrl(job)), delivery.Body);
            bool mine = reading is not null && (job.ProviderJob is null || job.ProviderJob.RequestId == reading.Job.RequestId);
            history.Add(new(delivery.ReceivedAt, EventSource.Webhook, "webhook", mine ? $"The provider reports {reading!.Job.RequestId}." : "A delivery that does not concern this job was put aside."));
            if (mine)
            {
                job = job with { ProviderJob = job.ProviderJob ?? reading!.Job };
                heard ??= reading!.Status is JobStatus.Unreachable ? null : reading.Status;
            }
        }

        return heard;
    }

    private async Task<(JobCommit Commit, JobStatus? Said)> AskAsync(
        Job job, ClaimedJob claimed, IVideoProvider provider, ProviderSettings settings, List<JobEvent> history, CancellationToken cancellationToken)
    {
        if (job.ProviderJob is not { } known)
        {
            return (await FindAsync(job, provider, settings, cancellationToken), null);
        }

        bool unwanted = claimed.CancelRequested || (claimed.Halted && job.State is JobState.Queued);
        if (unwanted && job.CancelSentAt is null)
        {
            CancelResult answer = await provider.CancelAsync(known, cancellationToken);
            DateTimeOffset now = time.GetUtcNow();
            history.Add(new(now, EventSource.Provider, "cancel", $"Asked to cancel; the answer is {answer}."));
            job = answer is CancelResult.Unreachable ? job : job with { CancelSentAt = now };
            if (answer is CancelResult.Removed)
            {
                return (Move(job, new JobStatus.Cancelled(), EventSource.Provider, settings), null);
            }
        }

        JobStatus status = await provider.GetStatusAsync(known, cancellationToken);
        return (Move(job, status, EventSource.Provider, settings), status);
    }

    private async Task<JobCommit> FindAsync(Job job, IVideoProvider provider, ProviderSettings settings, CancellationToken cancellationToken)
    {
        DateTimeOffset submitted = job.SubmittedAt!.Value;
        FindResult found = await provider.FindAsync(SubmitStep.Submission(job, settings.WebhookUrl(job)), submitted, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        return found switch
        {
            FindResult.Found yes => Queued(job, yes.Job, now),
            FindResult.Absent when now - submitted >= LookAgain.RecordsAreComplete => job.Fail(JobState.Failed, Failures.NeverArrived(), now, EventSource.Provider),
            _ when lookAgain.IsOver(job, now) => job.Fail(
                JobState.Expired, Failures.Expired("Whether the submit arrived could not be found out.", Billed.Unknown), now, EventSource.Agent),
            _ when job.State is JobState.Submitting => job.To(JobState.SubmissionUnknown, now, EventSource.Agent, "The process ended before the answer to the submit was written.").Due(LookAgain.At(job, now, settings.PollInterval)),
            _ => job.Again(LookAgain.At(job, now, settings.PollInterval)),
        };
    }

    private static JobCommit Queued(Job job, ProviderJob found, DateTimeOffset now)
    {
        JobCommit commit = job.To(JobState.Queued, now, EventSource.Provider, $"Found at the provider as {found.RequestId}.").Due(now);
        return commit with { Next = commit.Next with { ProviderJob = found } };
    }

    private JobCommit Move(Job job, JobStatus status, EventSource source, ProviderSettings settings)
    {
        DateTimeOffset now = time.GetUtcNow();
        switch (status)
        {
            case JobStatus.Succeeded done:
                JobCommit commit = job.To(JobState.Downloading, now, source, "The provider finished the clip.").Due(now);
                return commit with { Next = commit.Next with { ProviderClip = done.Clip } };
            case JobStatus.Failed failed:
                return job.Fail(JobState.Failed, Failures.From(failed.Failure), now, source);
            case JobStatus.Cancelled:
                return job.Fail(JobState.Cancelled, Failures.Cancelled("It was cancelled at the provider.", job.State is JobState.Running ? Billed.Unknown : Billed.No), now, source);
            case JobStatus.Gone gone:
                return job.Fail(JobState.Failed, Failures.Gone(gone.Message), now, source);
        }

        if (lookAgain.IsOver(job, now))
        {
            return job.Fail(JobState.Expired, Failures.Expired("The provider never finished it within the time it is followed.", Billed.Unknown), now, EventSource.Agent);
        }

        DateTimeOffset again = LookAgain.At(job, now, settings.PollInterval);
        return status switch
        {
            JobStatus.Queued => Stand(job, JobState.Queued, again, now, "Waiting in the provider's queue."),
            JobStatus.Running => Stand(job, JobState.Running, again, now, "The provider works on it."),
            JobStatus.Unreachable lost => Missed(job, lost, again, now),
            _ => throw new UnreachableException("Every answer about a job is handled above."),
        };
    }

    private static JobCommit Stand(Job job, JobState state, DateTimeOffset again, DateTimeOffset now, string message)
    {
        Job reached = job with { UnreachableReads = 0 };
        return job.State == state ? reached.Again(again) : reached.To(state, now, EventSource.Provider, message).Due(again);
    }

    private static JobCommit Missed(Job job, JobStatus.Unreachable lost, DateTimeOffset again, DateTimeOffset now)
    {
        JobCommit commit = (job with { UnreachableReads = job.UnreachableReads + 1 }).Again(again);
        return job.UnreachableReads > 0 ? commit : commit.Note(now, EventSource.Provider, "poll", $"The provider could not be read: {lost.Message}");
    }
}
