using System.Diagnostics;
using VideoGen.Catalog;
using VideoGen.Continuing;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>
/// From planned to submitted: prepare, write the intent, submit once. After the intent is on disk nothing leads back here, whatever
/// happens: a lost answer becomes <see cref="JobState.SubmissionUnknown"/>.
/// </summary>
internal sealed class SubmitStep(ILedger ledger, TimeProvider time, LookAgain lookAgain, INodes nodes)
{
    /// <summary>
    /// When nobody sends any more what was intended at a time: only then do the provider's records say that it never arrived. Longer than a node of a
    /// cluster may take between its intent and the first byte, by what clocks of nodes differ.
    /// </summary>
    public static readonly TimeSpan UntilSent = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhenHeldUp = TimeSpan.FromSeconds(10);

    // Whoever moves a sibling on wakes this job; the pause only covers for a process that died before it could.
    private static readonly TimeSpan WhenBusy = TimeSpan.FromMinutes(1);
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

        ChainLink? link = job.Continues is null ? null : ChainLink.Of(job, await ledger.ListJobsAsync(job.RequestId, cancellationToken));
        if (link is ChainLink.Broken broken)
        {
            return job.Fail(JobState.NotAttempted, Failures.ChainBroken(job.Continues!, broken.Why), now, EventSource.Agent);
        }

        if (claimed.Halted)
        {
            return job.Fail(JobState.NotAttempted, Failures.NotAttempted(), now, EventSource.Agent);
        }

        if (link is ChainLink.Waiting)
        {
            return job.Again(now + WhenBusy);
        }

        if (link is ChainLink.Ready ready)
        {
            job = job with { Stills = [ready.First, .. job.Stills.Skip(1)] };
        }

        if (settings.Preset is not { } preset)
        {
            return job.Fail(JobState.Failed, Failures.PresetGone(job.Model), now, EventSource.Agent);
        }

        switch (await provider.PrepareAsync(Order(job, preset), cancellationToken))
        {
            case PrepareResult.Refused refused:
                now = time.GetUtcNow();
                return job.Fail(JobState.Failed, Failures.From(refused.Failure, job), now, EventSource.Agent).Recording(ProviderExchange.Of(refused.Failure, now, job));
            case PrepareResult.Ready prepared:
                return await SubmitAsync(job with { Payload = prepared.Payload, Seed = ToldSeed.In(prepared.Payload) }, provider, settings);
            default:
                throw new UnreachableException("Both ends of preparing are handled above.");
        }
    }

    /// <summary>What is sent, also for finding out what became of it.</summary>
    public static Submission Submission(Job job, Uri? webhookUrl) =>
        new(job.Id, job.Model, job.Payload ?? "{}", webhookUrl, job.Blocking, job.CredentialsRef);

    private async Task<JobCommit?> SubmitAsync(Job job, IVideoProvider provider, ProviderSettings settings)
    {
        DateTimeOffset now = time.GetUtcNow();
        using Activity? span = AgentTraces.Submit(job);
        JobCommit intent = job.To(JobState.Submitting, now, EventSource.Agent, $"Submitting to {job.Model}.");
        intent = intent with { Next = intent.Next with { SubmittedAt = now, TraceParent = span?.Id ?? job.TraceParent, TraceState = span is null ? job.TraceState : span.TraceStateString }, KeepClaim = true };

        long begun = time.GetTimestamp();

        // From here on no cancellation: the intent and what comes of it belong together.
        switch (await ledger.BeginSubmitAsync(intent, settings.MaxParallel, CancellationToken.None))
        {
            case BeginSubmitResult.Busy:
                AgentTraces.Drop(span);
                return job.Again(now + WhenBusy);
            case BeginSubmitResult.Halted:
                AgentTraces.Drop(span);
                return job.Again(now);
            case BeginSubmitResult.Conflict:
                AgentTraces.Drop(span);
                return null;
        }

        // A node that was paused here may have been found dead, and its job be somebody else's by now. Nothing was sent. In a machine that was suspended
        // the one clock stood still; the other may have been set. And a node that knows that it was found dead sends nothing, however little time has passed.
        if (nodes.OwnJobs && (time.GetElapsedTime(begun) > SendWithin || time.GetUtcNow() - now > SendWithin || !nodes.Current.MayAct))
        {
            AgentTraces.Drop(span);
            JobCommit unsent = intent.Next.To(JobState.Planned, time.GetUtcNow(), EventSource.Agent, "Nothing was sent: this node was held up after it had written its intent.").Due(time.GetUtcNow() + WhenHeldUp);
            return unsent with { Next = unsent.Next with { SubmittedAt = null } };
        }

        SubmitResult result = await SendAsync(Submission(intent.Next, settings.WebhookUrl(job, provider)), provider);
        JobCommit after = After(intent.Next, result, settings);
        AgentTraces.Tag(span, after.Next);
        if (result is SubmitResult.Unknown or SubmitResult.Refused)
        {
            AgentTraces.Fail(span, after.Next.Failure is { Error: var error } ? TelemetryNames.Word(error) : TelemetryNames.Word(after.Next.State));
        }

        return after;
    }

    private static async Task<SubmitResult> SendAsync(Submission submission, IVideoProvider provider)
    {
        try
        {
            return await provider.SubmitAsync(submission, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever broke, it may have broken after the provider took the job: that is no answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new SubmitResult.Unknown($"The submit broke off: {e.Message}");
        }
    }

    private JobCommit After(Job job, SubmitResult result, ProviderSettings settings)
    {
        DateTimeOffset now = time.GetUtcNow();
        job = job.Recording(ProviderExchange.Of(result, now, job));
        job = result.Response is null ? job : job with { Responses = new ProviderResponses { Submit = KeptAnswer.Of(result.Response, job) } };
        switch (result)
        {
            case SubmitResult.Accepted accepted:
                JobCommit queued = (job with { ProviderJob = accepted.Job }).To(JobState.Queued, now, EventSource.Provider, $"Accepted as {accepted.Job.RequestId}.").Due(lookAgain.At(job, now, settings.PollInterval));
                return ProviderEstimate.Heeded(queued, accepted, now);
            case SubmitResult.Finished finished:
                return (job with { ProviderJob = finished.Job }).Finished(finished.Clip, now, EventSource.Provider, $"Finished at once as {finished.Job.RequestId}.");
            case SubmitResult.Refused refused:
                return job.Fail(JobState.Failed, Failures.From(refused.Failure, job), now, EventSource.Provider);
            case SubmitResult.Unknown unknown:
                return job.To(JobState.SubmissionUnknown, now, EventSource.Agent, unknown.Message).Due(now + UntilLookup);
            default:
                throw new UnreachableException("Every answer to a submit is handled above.");
        }
    }

    private static SegmentOrder Order(Job job, ModelPreset preset) => new()
    {
        JobId = job.Id,
        Preset = preset,
        Prompt = job.Prompt,
        Stills = job.Stills,
        CameraNotes = job.CameraNotes,
        ShotSeconds = job.ShotSeconds,
        SlotSeconds = job.SlotSeconds,
        MotionStrength = job.MotionStrength,
        Seed = SentSeed.Of(job.Id),
    };
}
