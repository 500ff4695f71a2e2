using System.Diagnostics;
using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// From submitted to an end at the provider: hear the webhook deliveries first, pass on the wish to cancel, else read the status. Webhook
/// and poll may come in any order, any number of times; the first to say "done" wins, the others find the job further on.
/// </summary>
internal sealed class FollowStep(ILedger ledger, TimeProvider time, LookAgain lookAgain, INodes nodes, IJobOwners? owners)
{
    // Longer than a deployment or a fail-over of the services on the way to a model.
    private static readonly TimeSpan UntilBelieved = TimeSpan.FromMinutes(15);

    /// <summary>Looks at the provider without a claim.</summary>
    /// <returns>What it said; and when to look again when nothing was learned from it, else null: that is the news of a step.</returns>
    public async Task<(JobStatus Said, DateTimeOffset? Again)> LookAsync(
        Job job, ProviderJob known, IVideoProvider provider, ProviderSettings settings, CancellationToken cancellationToken)
    {
        JobStatus status = await provider.GetStatusAsync(known, cancellationToken);
        JobCommit move = Move(job, status, EventSource.Provider, settings);
        bool isNews = !move.Events.IsEmpty || move.Next with { Version = job.Version, NextTickAt = job.NextTickAt } != job;
        return (status, isNews ? null : move.Next.NextTickAt);
    }

    /// <summary>The step, null when somebody else changed the job; and what the provider said where that is worth telling those who wait.</summary>
    /// <param name="claimed">The job.</param>
    /// <param name="read">What the provider said of it just now; null to ask.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="cancellationToken">Ends the step where that loses nothing.</param>
    public async Task<(JobCommit? Commit, JobStatus? Said)> RunAsync(
        ClaimedJob claimed, JobStatus? read, IVideoProvider provider, ProviderSettings settings, CancellationToken cancellationToken)
    {
        WebhookReading reading = WebhookReading.Of(claimed, provider, settings, time.GetUtcNow());
        (JobCommit? commit, JobStatus? said) = reading.Status is { } status
            ? (Move(reading.Job.Keeping(status), status, EventSource.Webhook, settings).ReadBill(), status)
            : await AskAsync(reading.Job, claimed, read, provider, settings, cancellationToken);
        if (commit is not null && said is not null && reading.Status is null && commit.Events.IsEmpty && !reading.History.IsEmpty)
        {
            commit = commit with { Next = commit.Next.Recording(ProviderExchange.Of(said, ExchangeKind.Status, time.GetUtcNow(), commit.Next)) };
        }

        return (commit is null ? null : commit with { Events = [.. reading.History, .. commit.Events], Handled = reading.Handled }, said);
    }

    private async Task<(JobCommit? Commit, JobStatus? Said)> AskAsync(
        Job job, ClaimedJob claimed, JobStatus? read, IVideoProvider provider, ProviderSettings settings, CancellationToken cancellationToken)
    {
        if (job.ProviderJob is not { } known)
        {
            return (await FindAsync(job, provider, settings, cancellationToken), null);
        }

        JobStatus status = read ?? await provider.GetStatusAsync(known, cancellationToken);
        job = job.Keeping(status);
        ProviderExchange heard = ProviderExchange.Of(status, ExchangeKind.Status, time.GetUtcNow(), job);
        JobCommit move = Move(job, status, EventSource.Provider, settings).Recording(heard);

        // A halt stops what waits in the queue; a caller's cancel stops what runs, too.
        bool isToStop = job is { CancelSentAt: null, RunsOn: false } && !move.Next.IsTerminal
            && ((status is (JobStatus.Queued or JobStatus.Throttled) && (claimed.Halted || claimed.CancelRequested)) || (status is JobStatus.Running && claimed.CancelRequested));
        if (!isToStop)
        {
            return (move, status);
        }

        if (!provider.CanCancel)
        {
            JobCommit runsOn = move with { Next = move.Next with { RunsOn = true } };
            JobCommit said = runsOn.Note(time.GetUtcNow(), EventSource.Agent, "cancel", $"{provider.Name} has no cancel: the job runs on, is billed and will be delivered.");
            return (move.Events.IsEmpty ? said.Recording(heard) : said, status);
        }

        // Whether it waited or ran right before it was stopped decides about the money: that is written first.
        return move.Next.State == job.State
            ? await StopAsync(move.Events.IsEmpty ? job.Recording(heard) : job with { Exchanges = move.Next.Exchanges }, status, known, provider, settings, cancellationToken)
            : (move.Due(time.GetUtcNow()), status);
    }

    private async Task<(JobCommit? Commit, JobStatus? Said)> StopAsync(
        Job job, JobStatus status, ProviderJob known, IVideoProvider provider, ProviderSettings settings, CancellationToken cancellationToken)
    {
        await ledger.FlushAsync(CancellationToken.None);
        CancelResult answer = await provider.CancelAsync(known, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        var asked = new JobEvent(now, EventSource.Provider, "cancel", $"Asked to cancel; the answer is {answer}.");
        if (answer is CancelResult.Unreachable)
        {
            JobCommit again = (job with { UnreachableReads = job.UnreachableReads + 1 }).Again(lookAgain.At(job, now, settings.PollInterval));
            return (job.UnreachableReads > 0 ? again : (again with { Events = [asked] }).Recording(ProviderExchange.Of(answer, now)), status); // reported once, not at every look
        }

        // Written by itself: the end that follows is refused when a webhook brings it first, and must not take this line with it.
        JobCommit sent = ((job with { CancelSentAt = now }).Again(now) with { Events = [asked], KeepClaim = true }).Recording(ProviderExchange.Of(answer, now));
        if (!await ledger.CommitAsync(sent, CancellationToken.None))
        {
            return (null, status);
        }

        JobStatus? after = answer is CancelResult.Removed ? null : await provider.GetStatusAsync(known, cancellationToken);
        JobCommit commit = after is null
            ? sent.Next.Fail(JobState.Cancelled, Failures.Cancelled("It was cancelled at the provider before it was made.", Billed.No), now, EventSource.Provider)
            : Move(sent.Next.Keeping(after), after, EventSource.Provider, settings).Recording(ProviderExchange.Of(after, ExchangeKind.Status, time.GetUtcNow(), sent.Next));
        return (commit, after);
    }

    private async Task<JobCommit> FindAsync(Job job, IVideoProvider provider, ProviderSettings settings, CancellationToken cancellationToken)
    {
        if (job.State is JobState.Submitting && job.SubmittedAt + SubmitStep.UntilSent is { } sent && sent > time.GetUtcNow() && await IsOfNodesAsync(job, cancellationToken))
        {
            return job.Again(sent); // a node that was paused after the intent may still send
        }

        FindResult found = await provider.FindAsync(SubmitStep.Submission(job, settings.WebhookUrl(job, provider)), job.SubmittedAt!.Value, cancellationToken);
        found = found is FindResult.Alike alike ? LostSubmit.TellApart(job, alike, await ledger.ListTwinsAsync(job, cancellationToken)) : found;
        DateTimeOffset now = time.GetUtcNow();
        JobCommit move = found switch
        {
            FindResult.Found yes => (job with { ProviderJob = yes.Job }).To(JobState.Queued, now, EventSource.Provider, $"Found at the provider as {yes.Job.RequestId}.").Due(now),
            FindResult.Absent => job.Fail(JobState.Failed, Failures.NeverArrived(), now, EventSource.Provider),
            FindResult.Unavailable { IsFinal: true } never when settings.WebhookUrl(job, provider) is null => job.Fail(JobState.Expired, Failures.NotToBeFoundOut(never.Message, job), now, EventSource.Agent),
            _ when lookAgain.IsOver(job, now) => job.Fail(JobState.Expired, Failures.NeverFoundOut(), now, EventSource.Agent),
            _ when job.State is JobState.Submitting => job.To(JobState.SubmissionUnknown, now, EventSource.Agent, "The process ended before the answer to the submit was written.").Due(lookAgain.At(job, now, settings.PollInterval)),
            FindResult.Unavailable unclear => (job with { Fault = unclear.Message }).Again(lookAgain.At(job, now, settings.PollInterval)),
            _ => throw new UnreachableException("Every answer of the records is handled above."),
        };
        return found is FindResult.Alike ? move : move.Recording(ProviderExchange.Of(found, now));
    }

    // A command line is no node, and may step what belongs to one.
    private async ValueTask<bool> IsOfNodesAsync(Job job, CancellationToken cancellationToken) =>
        nodes.OwnJobs || (owners is not null && await owners.FindOwnerAsync(job.Id, cancellationToken) is not null);

    private JobCommit Move(Job job, JobStatus status, EventSource source, ProviderSettings settings)
    {
        DateTimeOffset now = time.GetUtcNow();
        switch (status)
        {
            case JobStatus.Succeeded done:
                return job.Finished(done.Clip, now, source, "The provider finished the clip.");
            case JobStatus.Failed failed:
                return job.Fail(JobState.Failed, Failures.From(failed.Failure, job), now, source);
            case JobStatus.Unread { IfItLasts: { } lasting } when job.UnreadSince is { } since && now - since >= UntilBelieved:
                return job.Fail(JobState.Failed, Failures.From(lasting, job), now, source);
            case JobStatus.Cancelled cancelled:
                return job.Fail(JobState.Cancelled, Failures.Cancelled("It was cancelled at the provider.", cancelled, job), now, source);
            case JobStatus.Gone when job.CancelSentAt is not null:
                return job.Fail(JobState.Cancelled, Failures.Cancelled("It was cancelled; the provider does not know it any more.", Billed.Unknown), now, source);
            case JobStatus.Gone { MayReturn: false } gone:
                return job.Fail(JobState.Failed, Failures.Gone(gone.Message), now, source);
        }

        if (lookAgain.IsOver(Counted(job, status, now), now))
        {
            return job.Fail(JobState.Expired, Failures.NeverFinished(job, status), now, EventSource.Agent);
        }

        DateTimeOffset again = lookAgain.At(job, now, settings.PollInterval);
        return status switch
        {
            JobStatus.Queued => Stand(job, JobState.Queued, source, again, now, "Waiting in the provider's queue."),
            JobStatus.Throttled => Throttled(job, source, again, now),
            JobStatus.Running => Stand(job, JobState.Running, source, again, now, "The provider works on it."),
            JobStatus.Unreachable lost => Missed(job, lost.Message, source, again, now),
            JobStatus.Gone gone => Missed(job, gone.Message, source, again, now),
            JobStatus.Unread unread => Unread(job, unread, source, again, now),
            _ => throw new UnreachableException("Every answer about a job is handled above."),
        };
    }

    private static JobCommit Stand(Job job, JobState state, EventSource source, DateTimeOffset again, DateTimeOffset now, string message)
    {
        Job reached = job with
        {
            UnreachableReads = 0,
            UnreadSince = null,
            Fault = null,
            ThrottledSince = null,
            ThrottledUntil = job.ThrottledSince is null ? job.ThrottledUntil : now,
        };
        return job.State == state ? reached.Again(again) : reached.To(state, now, source, message).Due(again);
    }

    // The time in which the account's own limit keeps a job is counted apart, so that a full account does not look like a dead provider.
    private static Job Counted(Job job, JobStatus status, DateTimeOffset now) => status switch
    {
        JobStatus.Throttled => job with { ThrottledSince = job.ThrottledSince ?? now },
        JobStatus.Queued or JobStatus.Running when job.ThrottledSince is not null => job with { ThrottledSince = null, ThrottledUntil = now },
        _ => job,
    };

    private static JobCommit Throttled(Job job, EventSource source, DateTimeOffset again, DateTimeOffset now)
    {
        const string Message = "The account has as many jobs at work as it may have at once; it starts by itself.";
        Job kept = job with { UnreachableReads = 0, UnreadSince = null, Fault = Message, ThrottledSince = job.ThrottledSince ?? now };
        JobCommit commit = job.State is JobState.Queued ? kept.Again(again) : kept.To(JobState.Queued, now, source, Message).Due(again);
        commit = commit with { Next = commit.Next with { Fault = Message } };
        return job.ThrottledSince is null && job.State is JobState.Queued ? commit.Note(now, source, "poll", Message) : commit;
    }

    // A job whose id became known by a webhook is at the provider, even when the provider cannot be read now.
    private static JobCommit Missed(Job job, string why, EventSource source, DateTimeOffset again, DateTimeOffset now)
    {
        Job missed = job with { UnreachableReads = job.UnreachableReads + 1 };
        JobCommit commit = job.State is JobState.Submitting or JobState.SubmissionUnknown
            ? missed.To(JobState.Queued, now, source, "The provider knows the job.").Due(again)
            : missed.Again(again);
        commit = commit with { Next = commit.Next with { Fault = why } };
        return job.UnreachableReads > 0 ? commit : commit.Note(now, EventSource.Provider, "poll", $"The provider could not be read: {why}");
    }

    // It is made and paid for. Every new reason is reported, the same one only once.
    private static JobCommit Unread(Job job, JobStatus.Unread unread, EventSource source, DateTimeOffset again, DateTimeOffset now)
    {
        JobCommit commit = Stand(job, JobState.Running, source, again, now, "The provider is done.");
        commit = commit with { Next = commit.Next.Unread(unread) with { UnreadSince = job.UnreadSince ?? now, UnreachableReads = job.UnreachableReads + 1 } };
        return job.UnreadSince is not null && job.Fault == unread.Message
            ? commit
            : commit.Note(now, EventSource.Provider, "poll", $"The provider is done, but its result cannot be used yet; it is read again: {unread.Message}");
    }
}
