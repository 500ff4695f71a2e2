using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>The words for every way a segment can end without a clip, each with its next step.</summary>
internal static class Failures
{
    public static JobFailure From(ProviderFailure failure, Job job) => new(failure.Error, Message(failure, job), failure.Billed, failure.NextStep ?? NextStep(failure))
    {
        BilledUnits = failure.BilledUnits,
        ProviderCode = failure.ProviderCode,
        Retryable = failure.Retryable,
        Response = failure.Response,
    };

    public static JobFailure Cancelled(string message, Billed billed) =>
        new(FailureError.Cancelled, message, billed, "Send the frames of this segment in a new request if you want it after all.");

    /// <summary>
    /// Whoever was stopped at work may have been billed, unless the provider says. Only of what waited in the queue when we asked to stop it is
    /// it known without a bill that it costs nothing; of what somebody else stopped nobody here knows whether it ran.
    /// </summary>
    public static JobFailure Cancelled(string message, JobStatus.Cancelled cancelled, Job job) => Cancelled(message, cancelled.BilledUnits switch
    {
        0 => Billed.No,
        > 0 => Billed.Yes,
        _ => job is { State: JobState.Queued, CancelSentAt: not null } && !cancelled.Ran ? Billed.No : Billed.Unknown,
    }) with
    { BilledUnits = cancelled.BilledUnits };

    public static JobFailure NotAttempted() => new(
        FailureError.NotAttempted, "It was never submitted, because another segment of the request failed first.", Billed.No, "Repair the failed segment's cause, then send the frames of this segment again.");

    public static JobFailure ChainBroken(string before, string why) => new(
        FailureError.NotAttempted, $"It was never submitted: it begins with the last frame of the clip of {before}, which {why}.", Billed.No, $"Repair what kept {before}, then send the frames of the chain again, from its first frame on.");

    public static JobFailure NeverArrived() => new(
        FailureError.ProviderUnreachable, "The submit got no answer, and the provider's records show that it never arrived.", Billed.No, "Send the frames of this segment again.");

    public static JobFailure Gone(string message) => new(
        FailureError.ProviderError, message, Billed.Unknown, "Look the job up in the provider's dashboard before you order this segment again.");

    public static JobFailure PresetGone(string model) => new(
        FailureError.ProviderError, $"The preset of {model} was taken out of the provider config after the plan was accepted; nothing was submitted.", Billed.No, "Publish the preset again or choose another model, then send the frames of this segment again.");

    public static JobFailure NotFetched(string message, Job job, bool isGone) => new(
        FailureError.DownloadFailed,
        message,
        job.BilledUsd > 0 ? Billed.Yes : Billed.No,
        isGone
            ? $"The provider finished the clip, and does not have it under its address any more. Look for it in the provider's dashboard, or run 'videogen redeliver {job.Id}' later; only when it stays away is it lost, and has to be ordered again."
            : $"The clip exists at the provider: run 'videogen redeliver {job.Id}' once its address can be reached. Do not order it again.");

    public static JobFailure NotRead(string message, Job job) => new(
        FailureError.DownloadFailed, message, Spent.Of(job), $"Look at the original: it is yours. 'videogen redeliver {job.Id}' reads it again, or fetches it anew. Do not order it again before.");

    public static JobFailure NeverFinished(Job job, JobStatus last) => last switch
    {
        JobStatus.Unread unread => new(
            FailureError.DownloadFailed,
            $"The provider finished it, but gave no result that can be used within the time it is followed: {unread.Message}",
            Spent.Of(job),
            $"It is made: run 'videogen redeliver {job.Id}' to read its result anew. Do not order it again."),
        JobStatus.Unreachable lost => NeverFinished($" What was in the way: {lost.Message}"),
        JobStatus.Gone gone => NeverFinished($" What was in the way: {gone.Message}"),
        _ => NeverFinished(""),
    };

    private static JobFailure NeverFinished(string why) => new(
        FailureError.ProviderError, $"The provider never finished it within the time it is followed.{why}", Billed.Unknown, "Look the job up in the provider's dashboard before you order this segment again.");

    public static JobFailure NeverFoundOut() => new(
        FailureError.SubmissionUnknown, "Whether the submit arrived could not be found out.", Billed.Unknown, "Look for the job in the provider's dashboard before you order this segment again.");

    /// <summary>The answer to the submit was lost at a provider that nobody can ask: final, and honest about the money.</summary>
    public static JobFailure NotToBeFoundOut(string message, Job job) => new(
        FailureError.SubmissionUnknown,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The submit got no answer, and whether it arrived can never be found out: {message} It may have been made and billed, ${job.Price.Of(job.SlotSeconds):0.00####} at most as planned."),
        Billed.Unknown,
        $"Look at the provider's dashboard; then say what it billed with 'videogen settle {job.Id}', and order the segment again only if it is not there.");

    // A provider knows its pictures by number; people know them by frame.
    private static string Message(ProviderFailure failure, Job job) =>
        failure.StillIndex is { } i && i >= 0 && i < job.Stills.Length && !failure.Message.Contains(job.Stills[i].FrameId, StringComparison.Ordinal)
            ? $"{failure.Message} (still of frame '{job.Stills[i].FrameId}')"
            : failure.Message;

    private static string NextStep(ProviderFailure failure) => failure.Error switch
    {
        FailureError.ContentRejected => "Change the description or the still that was refused, then send the frames of this segment again.",
        FailureError.ProviderUnreachable => "Check the connection to the provider, then send the frames of this segment again.",
        _ when failure.Retryable is true => "The provider says it may work later: send the frames of this segment again in a while.",
        _ when failure.StillIndex is not null => "Give that frame another picture, then send the frames of this segment again.",
        _ => "Look the job up in the provider's dashboard, change the words, the pictures or the model, then send the frames of this segment again.",
    };
}
