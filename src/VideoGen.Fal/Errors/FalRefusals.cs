using VideoGen.Fal.Http;
using VideoGen.Providers;

namespace VideoGen.Fal.Errors;

/// <summary>What an answer to a submit that is not a success means. Pure.</summary>
internal static class FalRefusals
{
    /// <summary>
    /// Refused where the answer proves that there is no job (or that the one of a blocking call has ended), else unknown. The line:
    /// a 4xx refuses the request before a job exists, but for 499, which speaks of a job that lost its caller. A 5xx of the queue can
    /// come from a gateway after the job was made, and fal documents no 5xx that rules that out, so it proves nothing. A 5xx of the
    /// blocking endpoint is the end of the call when it bears fal's own error type, and proves nothing when it is a gateway's.
    /// </summary>
    public static SubmitResult Of(FalAnswer answer, Submission submission) => answer.Status switch
    {
        301 or 302 or 307 or 308 => Refused(new ProviderFailure(
            FailureError.ProviderUnreachable, $"fal's address answered with a redirect ({answer.Status}), which is not followed with the key.", Billed.No)
        {
            NextStep = $"Set fal.{(submission.Blocking ? "sync_url" : "queue_url")} to the address itself.",
        }),
        499 => Unknown(answer),
        422 when submission.Blocking => Refused(Failure(answer, submission)),
        >= 400 and < 500 => Refused(Failure(answer, submission) with { Billed = Billed.No, BilledUnits = null }),
        >= 500 when submission.Blocking && IsModelAnswer(answer) => Refused(Failure(answer, submission)),
        _ => Unknown(answer),
    };

    private static ProviderFailure Failure(FalAnswer answer, Submission submission)
    {
        var failure = FalFailures.From(FalFault.From(answer));
        return answer.Status switch
        {
            401 => failure with { NextStep = "Check the key: it is missing, wrong or withdrawn.", Retryable = false },
            403 => failure with { NextStep = "Check the balance at fal.ai/dashboard/billing and the rights of the key.", Retryable = false },
            404 => failure with { NextStep = "Choose another model: fal does not know this one (any more).", Retryable = false },
            413 when submission.Payload.Contains("\"data:", StringComparison.Ordinal) =>
                failure with { NextStep = "Set fal.frame_transfer to upload: the pictures make the payload too large.", Retryable = false },
            413 => failure with { NextStep = "Shorten the words of the frames: the payload is too large.", Retryable = false },
            429 => failure with { NextStep = "Submit the segment again later: too many requests are running.", Retryable = failure.Retryable ?? true },
            _ => failure,
        };
    }

    private static bool IsModelAnswer(FalAnswer answer) => answer.ErrorType is not null || answer.Text("error_type") is not null
        || FalDetail.Read(answer.Json).Any(d => d.Type is not null);

    private static SubmitResult.Refused Refused(ProviderFailure failure) => new(failure);

    private static SubmitResult.Unknown Unknown(FalAnswer answer) => new(
        $"{FalFailures.From(FalFault.From(answer)).Message} That does not rule out that a job was made.");
}
