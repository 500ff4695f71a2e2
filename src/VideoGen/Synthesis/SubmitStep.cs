using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>
/// From planned to submitted: prepare, write the intent, submit once. After the intent is on disk nothing leads back here, whatever
/// happens: a lost answer becomes <see cref="JobState.SubmissionUnknown"/>.
/// </summary>
internal sealed class SubmitStep(ILedger ledger, TimeProvider time)
{
    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntilLookup = TimeSpan.FromSeconds(10);

    /// <summary>Null when somebody else changed the job.</summary>
    public async Task<JobCommit?> RunAsync(ClaimedJob claimed, IVideoProvider provider, ProviderSettings settings, CancellationToken cancellationToken)
    {
        Job job = claimed.Job;
        DateTimeOffset now = time.GetUtcNow();
        if (claimed.CancelRequested)
        {
            return job.Fail(JobState.Cancelled, Failures.Cancelled("It was cancelled before it was submitted.", Billed.No), now, EventSource.Caller);
        }

        if (claimed.Halted)
        {
            return job.Fail(JobState.NotAttempted, Failures.NotAttempted(), now, EventSource.Agent);
        }

        switch (await provider.PrepareAsync(Order(job, settings), cancellationToken))
        {
            case PrepareResult.Refused refused:
                return job.Fail(JobState.Failed, Failures.From(refused.Failure), time.GetUtcNow(), EventSource.Agent);
            case PrepareResult.Ready ready:
                return await SubmitAsync(job with { Payload = ready.Payload }, provider, settings);
            default:
                throw new System.Diagnostics.UnreachableException("Both ends of preparing are handled above.");
        }
    }

    /// <summary>What is sent, also for finding out what became of it.</summary>
    public static Submission Submission(Job job, Uri? webhookUrl) =>
        new(job.Id, job.Model, job.Payload ?? "{}", webhookUrl, job.Blocking, job.CredentialsRef);

    private async Task<JobCommit?> SubmitAsync(Job job, IVideoProvider provider, ProviderSettings settings)
    {
        DateTimeOffset now = time.GetUtcNow();
        JobCommit intent = job.To(JobState.Submitting, now, EventSource.Agent, $"Submitting to {job.Model}.");
        intent = intent with { Next = intent.Next with { SubmittedAt = now }, KeepClaim = true };

        // From here on no cancellation: the intent and what comes of it belong together.
        switch (await ledger.BeginSubmitAsync(intent, settings.MaxParallel, CancellationToken.None))
        {
            case BeginSubmitResult.Busy:
                return job.Again(now + WhenBusy);
            case BeginSubmitResult.Halted:
                return job.Again(now);
            case BeginSubmitResult.Conflict:
                return null;
        }

        SubmitResult result = await provider.SubmitAsync(Submission(intent.Next, settings.WebhookUrl(job)), CancellationToken.None);
        return After(intent.Next, result, settings);
    }

    private JobCommit After(Job job, SubmitResult result, ProviderSettings settings)
    {
        DateTimeOffset now = time.GetUtcNow();
        switch (result)
        {
            case SubmitResult.Accepted accepted:
                JobCommit queued = job.To(JobState.Queued, now, EventSource.Provider, $"Accepted as {accepted.Job.RequestId}.").Due(now + settings.PollInterval);
                return queued with { Next = queued.Next with { ProviderJob = accepted.Job } };
            case SubmitResult.Finished finished:
                JobCommit done = job.To(JobState.Downloading, now, EventSource.Provider, $"Finished at once as {finished.Job.RequestId}.").Due(now);
                return done with { Next = done.Next with { ProviderJob = finished.Job, ProviderClip = finished.Clip } };
            case SubmitResult.Refused refused:
                return job.Fail(JobState.Failed, Failures.From(refused.Failure), now, EventSource.Provider);
            case SubmitResult.Unknown unknown:
                return job.To(JobState.SubmissionUnknown, now, EventSource.Agent, unknown.Message).Due(now + UntilLookup);
            default:
                throw new System.Diagnostics.UnreachableException("Every answer to a submit is handled above.");
        }
    }

    private static SegmentOrder Order(Job job, ProviderSettings settings) => new()
    {
        JobId = job.Id,
        Preset = settings.Preset,
        Prompt = job.Prompt,
        Stills = job.Stills,
        CameraNotes = job.CameraNotes,
        SlotSeconds = job.SlotSeconds,
        MotionStrength = job.MotionStrength,
    };
}
