using VideoGen.Jobs;
using VideoGen.Providers;

namespace VideoGen.Synthesis;

/// <summary>The words for every way a segment can end without a clip, each with its next step.</summary>
internal static class Failures
{
    public static JobFailure From(ProviderFailure failure) => new(failure.Error, failure.Message, failure.Billed, failure.NextStep ?? NextStep(failure))
    {
        ProviderCode = failure.ProviderCode,
        Response = failure.Response,
    };

    public static JobFailure Cancelled(string message, Billed billed) =>
        new(FailureError.Cancelled, message, billed, "Send the frames of this segment in a new request if you want it after all.");

    public static JobFailure NotAttempted() => new(
        FailureError.NotAttempted, "It was never submitted, because another segment of the request failed first.", Billed.No, "Mend the failed segment's cause, then send the frames of this segment again.");

    public static JobFailure NeverArrived() => new(
        FailureError.ProviderUnreachable, "The submit got no answer, and the provider's records show that it never arrived.", Billed.No, "Send the frames of this segment again.");

    public static JobFailure Gone(string message) => new(
        FailureError.ProviderError, message, Billed.Unknown, "Look the job up in the provider's dashboard before you order this segment again.");

    public static JobFailure NotFetched(string message, string jobId) => new(
        FailureError.DownloadFailed, message, Billed.Yes, $"The clip exists and is paid for: run 'videogen redeliver {jobId}' once its address can be reached. Do not order it again.");

    public static JobFailure Expired(string message, Billed billed) => new(
        FailureError.ProviderError, message, billed, "Look the job up in the provider's dashboard before you order this segment again.");

    private static string NextStep(ProviderFailure failure) => failure.Error switch
    {
        FailureError.ContentRejected => "Change the description or the still that was refused, then send the frames of this segment again.",
        FailureError.ProviderUnreachable => "Check the connection to the provider, then send the frames of this segment again.",
        _ when failure.Retryable is true => "The provider says it may work later: send the frames of this segment again in a while.",
        _ => "Mend what the message names, then send the frames of this segment again.",
    };
}
