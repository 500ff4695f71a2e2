using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Errors;
using VideoGen.Fal.Http;
using VideoGen.Providers.Http;
using VideoGen.Providers;

namespace VideoGen.Fal.Queue;

/// <summary>The one submit of a job. Sent once: nothing here repeats, redirects or resumes it.</summary>
internal sealed class FalSubmits(FalHttp http, FalAddresses addresses, FalOptions options, ILogger logger)
{
    /// <summary>
    /// Sends the payload. The caller's cancellation is not passed on: once begun, the answer is waited for, because it names a job
    /// that costs money.
    /// </summary>
    public async Task<SubmitResult> SendAsync(Submission submission, FalModelId model, FalKey key)
    {
        var address = submission.Blocking ? addresses.Blocking(model) : addresses.Submit(model, submission.WebhookUrl);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ProviderContent(Encoding.UTF8.GetBytes(submission.Payload), "application/json"),
        };
        AddHeaders(request, submission.Blocking);
        var timeout = TimeSpan.FromSeconds(submission.Blocking ? options.BlockingTimeoutSeconds : options.RequestTimeoutSeconds);
        var result = Read(await http.SendAsync(request, key, timeout, CancellationToken.None), submission);
        Report(submission, result);
        return result;
    }

    private void AddHeaders(HttpRequestMessage request, bool blocking)
    {
        if (!options.AllowProviderRetries)
        {
            request.Headers.Add("X-Fal-No-Retry", "1");
        }

        if (!options.AllowFallback)
        {
            request.Headers.Add("x-app-fal-disable-fallback", "true");
        }

        if (!blocking)
        {
            request.Headers.Add("X-Fal-Queue-Priority", options.QueuePriority == FalQueuePriority.Low ? "low" : "normal");
        }

        if (options.StartTimeoutSeconds is { } seconds)
        {
            request.Headers.Add("X-Fal-Request-Timeout", seconds.ToString("0.###", CultureInfo.InvariantCulture));
        }
    }

    private SubmitResult Read(FalReply reply, Submission submission) => reply switch
    {
        FalReply.Answered { Answer: { IsSuccess: true } answer } => Accepted(answer, submission) with { Response = answer.Body },
        FalReply.Answered { Answer: var answer } => FalRefusals.Of(answer, submission) with { Response = answer.Body },
        FalReply.NotSent notSent => new SubmitResult.Refused(
            new ProviderFailure(FailureError.ProviderUnreachable, notSent.Message, Billed.No)
            {
                Retryable = true,
                NextStep = $"Check the network and fal.{(submission.Blocking ? "sync_url" : "queue_url")}, then submit the segment again.",
            }),
        FalReply.Lost lost => new SubmitResult.Unknown(lost.Message),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private SubmitResult Accepted(FalAnswer answer, Submission submission)
    {
        if (submission.Blocking && FalClips.Read(answer.Node, answer.Body, answer.BillableUnits) is { } clip)
        {
            return new SubmitResult.Finished(Job(IsId(answer.RequestId) ? answer.RequestId! : submission.JobId, submission), clip);
        }

        if (answer.Text("request_id") is { } requestId && IsId(requestId))
        {
            return new SubmitResult.Accepted(Job(answer, requestId, submission));
        }

        // The model has worked, and what came of it is not in this answer: it is read at the queue, under the id of the call.
        return submission.Blocking && IsId(answer.RequestId)
            ? new SubmitResult.Accepted(Job(answer.RequestId!, submission))
            : new SubmitResult.Unknown($"fal answered {answer.Status} with {(submission.Blocking ? FalResults.WhyNoClip(answer) : "no request id")}; a job may exist.");
    }

    private ProviderJob Job(string requestId, Submission submission) =>
        addresses.WithShortForm(new ProviderJob(requestId, submission.Model) { CredentialsRef = submission.CredentialsRef });

    private ProviderJob Job(FalAnswer answer, string requestId, Submission submission)
    {
        var plain = Job(requestId, submission);
        var status = addresses.Trusted(Address(answer, "status_url"));
        var response = addresses.Trusted(Address(answer, "response_url"));
        var cancel = addresses.Trusted(Address(answer, "cancel_url"));
        if (status is null || response is null || cancel is null)
        {
            FalLog.ForeignAddresses(logger, submission.JobId);
        }

        return plain with
        {
            StatusUrl = status ?? plain.StatusUrl,
            ResponseUrl = response ?? plain.ResponseUrl,
            CancelUrl = cancel ?? plain.CancelUrl,
        };
    }

    private void Report(Submission submission, SubmitResult result)
    {
        switch (result)
        {
            case SubmitResult.Accepted accepted:
                FalLog.Accepted(logger, submission.JobId, accepted.Job.RequestId, submission.Model);
                break;
            case SubmitResult.Refused refused:
                FalLog.Refused(logger, submission.JobId, refused.Failure.ProviderCode ?? refused.Failure.Error.ToString());
                break;
            case SubmitResult.Unknown:
                FalLog.Unknown(logger, submission.JobId);
                break;
            default:
                break;
        }
    }

    private static Uri? Address(FalAnswer answer, string member) =>
        Uri.TryCreate(answer.Text(member), UriKind.Absolute, out var address) ? address : null;

    private static bool IsId(string? id) => id is { Length: > 0 and <= 200 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
